import type { Metadata } from "next";
import { adminContext } from "@/app/admin/admin-context";
import { orNotFound } from "@/app/or-not-found";
import { pathParams } from "@/app/page-params";
import { CardOffers } from "@/components/admin/catalog/card-offers";
import { SaleStatusBadge } from "@/components/admin/catalog/catalog-overview";
import { ChangeSaleStatus } from "@/components/admin/catalog/change-sale-status";
import { EditHead } from "@/components/admin/catalog/edit-head";
import { apiPath } from "@/components/admin/catalog/paths";
import { ProgramForm } from "@/components/admin/catalog/program-form";
import { programChanges } from "@/components/admin/catalog/sale-status-changes";
import { programPath } from "@/components/store/program";
import { TextLink } from "@/components/ui/text-link";
import {
  countRunning,
  getProgramRecord,
  listGroups,
  listTierRecords,
  listWalletCurrencies,
} from "@/lib/catalog";
import { programParams } from "@/lib/catalog/schemas";

export const metadata: Metadata = { title: "Program" };

interface Props {
  params: Promise<{ id: string }>;
}

export default async function ProgramPage({ params }: Props) {
  const ctx = await adminContext();
  const { id } = await pathParams(programParams, params);
  const program = await orNotFound(getProgramRecord(ctx, id));
  const [groups, walletCurrencies, running, tiers] = await Promise.all([
    listGroups(ctx),
    listWalletCurrencies(ctx.db),
    countRunning(ctx, id),
    listTierRecords(ctx),
  ]);
  return (
    <>
      <EditHead
        title={program.display_name}
        lead={
          <>
            Changes apply to new purchases only.{" "}
            {program.status !== "archived" && (
              <TextLink href={programPath(program)}>View its page</TextLink>
            )}
          </>
        }
        badge={<SaleStatusBadge saleStatus={program.status} />}
      />
      <ChangeSaleStatus
        path={apiPath("programs", program.id, "status")}
        version={program.version}
        changes={programChanges(program)}
      />
      <CardOffers programId={id} tiers={tiers.filter(({ program_id }) => program_id === id)} />
      <ProgramForm
        key={program.version}
        program={program}
        groups={groups}
        walletCurrencies={walletCurrencies}
        running={running}
      />
    </>
  );
}
