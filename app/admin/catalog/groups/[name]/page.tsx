import type { Metadata } from "next";
import { adminContext } from "@/app/admin/admin-context";
import { orNotFound } from "@/app/or-not-found";
import { pathParams } from "@/app/page-params";
import { SaleStatusBadge } from "@/components/admin/catalog/catalog-overview";
import { ChangeSaleStatus } from "@/components/admin/catalog/change-sale-status";
import { EditHead } from "@/components/admin/catalog/edit-head";
import { GroupForm } from "@/components/admin/catalog/group-form";
import { apiPath } from "@/components/admin/catalog/paths";
import { groupChanges } from "@/components/admin/catalog/sale-status-changes";
import { getGroup } from "@/lib/catalog";
import { groupParams } from "@/lib/catalog/schemas";

export const metadata: Metadata = { title: "Account group" };

interface Props {
  params: Promise<{ name: string }>;
}

export default async function GroupPage({ params }: Props) {
  const ctx = await adminContext();
  const { name } = await pathParams(groupParams, params);
  const group = await orNotFound(getGroup(ctx, name));
  return (
    <>
      <EditHead
        title={group.name}
        lead="Changes apply to new accounts only."
        badge={group.archived ? <SaleStatusBadge saleStatus="archived" /> : null}
      />
      <ChangeSaleStatus
        path={apiPath("groups", group.name, "archived")}
        version={group.version}
        changes={groupChanges(group.archived)}
      />
      <GroupForm key={group.version} group={group} />
    </>
  );
}
