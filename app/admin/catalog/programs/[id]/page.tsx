import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { orNotFound } from "@/app/admin/catalog/or-not-found";
import { pathParams } from "@/app/page-params";
import { apiPath } from "@/components/admin/catalog/addresses";
import { StandingBadge } from "@/components/admin/catalog/catalog-overview";
import { programChanges } from "@/components/admin/catalog/changes";
import { EditHead } from "@/components/admin/catalog/edit-head";
import { ProgramForm } from "@/components/admin/catalog/program-form";
import { Standing } from "@/components/admin/catalog/standing";
import { getProgramRecord, listGroups, listWalletCurrencies } from "@/lib/catalog";
import { programParams } from "@/lib/catalog/schemas";
import { pageContext, signedIn } from "@/lib/http/page-context";

export const metadata: Metadata = { title: "Program" };

interface Props {
  params: Promise<{ id: string }>;
}

export default async function ProgramPage({ params }: Props) {
  const ctx = await pageContext();
  if (signedIn(ctx)?.role !== "admin") notFound();
  const { id } = await pathParams(programParams, params);
  const program = await orNotFound(getProgramRecord(ctx, id));
  const [groups, walletCurrencies] = await Promise.all([
    listGroups(ctx),
    listWalletCurrencies(ctx.db),
  ]);
  return (
    <>
      <EditHead
        title={program.display_name}
        lead="What was bought keeps its rules: a change holds from now on."
        badge={<StandingBadge standing={program.status} />}
      />
      <Standing
        path={apiPath("programs", program.id, "status")}
        version={program.version}
        changes={programChanges(program.status)}
      />
      <ProgramForm
        key={program.version}
        program={program}
        groups={groups}
        walletCurrencies={walletCurrencies}
      />
    </>
  );
}
