import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import { z } from "zod";
import { pathParams } from "@/app/page-params";
import { publicPage } from "@/app/public-page";
import { withReturn } from "@/components/client/return-path";
import { operationPath, pagesAround } from "@/components/docs/frame/navigation";
import { Pager } from "@/components/docs/frame/pager";
import { findEndpoint } from "@/components/docs/reference/find-endpoint";
import { OperationView } from "@/components/docs/reference/operation-view";
import { RunPanel } from "@/components/docs/run/run-panel";
import { runnableOf } from "@/components/docs/run/runnable";
import { pageContext, signedInCustomer } from "@/lib/api/page-context";
import { errorFacts, openApiDocument, writesRun } from "@/lib/openapi";
import { readDocs } from "../../read-docs";

const path = z.object({ operation: z.string() });

type Props = PageProps<"/docs/reference/[operation]">;
const meanings = Object.fromEntries(errorFacts.map((facts) => [facts.code, facts]));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await connection();
  const { operation: id } = await pathParams(path, params);
  const found = findEndpoint(openApiDocument(), id);
  if (!found) return { title: "Not found" };
  const { summary, description = `The endpoint “${summary}” of the API.` } = found.operation;
  return publicPage({ path: operationPath(id), title: summary, description });
}

export default async function Page({ params }: Props) {
  const { operation: id } = await pathParams(path, params);
  const { document, facts, sections } = await readDocs();
  const endpoint = findEndpoint(document, id);
  if (!endpoint) notFound();
  const reader = await pageContext().then(signedInCustomer, () => null);
  const ownPath = operationPath(id);
  return (
    <OperationView
      endpoint={endpoint}
      schemas={document.components.schemas}
      origin={facts.origin}
      meanings={meanings}
      run={
        <RunPanel
          runnable={runnableOf(endpoint, `docs-${crypto.randomUUID().slice(0, 8)}`)}
          reader={reader && { email: reader.email, role: reader.role }}
          writes={writesRun()}
          signInHref={withReturn("/sign-in", ownPath)}
        />
      }
      after={<Pager {...pagesAround(sections, ownPath)} />}
    />
  );
}
