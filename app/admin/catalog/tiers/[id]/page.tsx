import type { Metadata } from "next";
import { adminContext } from "@/app/admin/admin-context";
import { orNotFound } from "@/app/or-not-found";
import { pathParams } from "@/app/page-params";
import { SaleStatusBadge } from "@/components/admin/catalog/catalog-overview";
import { ChangeSaleStatus } from "@/components/admin/catalog/change-sale-status";
import { EditHead } from "@/components/admin/catalog/edit-head";
import { apiPath } from "@/components/admin/catalog/paths";
import { tierChanges } from "@/components/admin/catalog/sale-status-changes";
import { TierForm } from "@/components/admin/catalog/tier-form";
import { getTierRecord, listProgramRecords } from "@/lib/catalog";
import { tierParams } from "@/lib/catalog/schemas";

export const metadata: Metadata = { title: "Tier" };

interface Props {
  params: Promise<{ id: string }>;
}

export default async function TierPage({ params }: Props) {
  const ctx = await adminContext();
  const { id } = await pathParams(tierParams, params);
  const tier = await orNotFound(getTierRecord(ctx, id));
  const programs = await listProgramRecords(ctx);
  return (
    <>
      <EditHead
        title={tier.name}
        lead="Changes apply to new purchases only."
        badge={<SaleStatusBadge saleStatus={tier.archived ? "archived" : "active"} />}
      />
      <ChangeSaleStatus
        path={apiPath("tiers", tier.id, "archived")}
        version={tier.version}
        changes={tierChanges(tier.archived)}
      />
      <TierForm key={tier.version} tier={tier} programs={programs} />
    </>
  );
}
