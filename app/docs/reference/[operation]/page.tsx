import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import { z } from "zod";
import { pathParams } from "@/app/page-params";
import { Pager } from "@/components/docs/frame/pager";
import { neighboursOf, operationPath } from "@/components/docs/frame/places";
import { describedOf } from "@/components/docs/reference/described-of";
import { OperationView } from "@/components/docs/reference/operation-view";
import { RunPanel } from "@/components/docs/run/run-panel";
import { runnableOf } from "@/components/docs/run/runnable";
import { withReturn } from "@/lib/client/return-path";
import { pageContext, signedIn } from "@/lib/http/page-context";
import { errorFacts, openApiDocument, writesRun } from "@/lib/openapi";
import { readDocs } from "../../read-docs";

const path = z.object({ operation: z.string() });

type Props = PageProps<"/docs/reference/[operation]">;
const meanings = Object.fromEntries(errorFacts.map((facts) => [facts.code, facts]));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await connection();
  const found = describedOf(openApiDocument(), (await pathParams(path, params)).operation);
  return { title: found?.operation.summary ?? "Not found" };
}

export default async function Page({ params }: Props) {
  const { operation: id } = await pathParams(path, params);
  const { document, facts, parts } = await readDocs();
  const described = describedOf(document, id);
  if (!described) notFound();
  const reader = await pageContext().then(signedIn, () => null);
  const here = operationPath(id);
  return (
    <OperationView
      described={described}
      schemas={document.components.schemas}
      origin={facts.origin}
      meanings={meanings}
      run={
        <RunPanel
          runnable={runnableOf(described, `docs-${crypto.randomUUID().slice(0, 8)}`)}
          reader={reader && { email: reader.email, role: reader.role }}
          writes={writesRun()}
          signInHref={withReturn("/sign-in", here)}
        />
      }
      after={<Pager {...neighboursOf(parts, here)} />}
    />
  );
}
