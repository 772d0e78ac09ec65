import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { orNotFound } from "@/app/admin/catalog/or-not-found";
import { pathParams } from "@/app/page-params";
import { apiPath } from "@/components/admin/catalog/addresses";
import { StandingBadge } from "@/components/admin/catalog/catalog-overview";
import { groupChanges } from "@/components/admin/catalog/changes";
import { EditHead } from "@/components/admin/catalog/edit-head";
import { GroupForm } from "@/components/admin/catalog/group-form";
import { Standing } from "@/components/admin/catalog/standing";
import { getGroup } from "@/lib/catalog";
import { groupParams } from "@/lib/catalog/schemas";
import { pageContext, signedIn } from "@/lib/http/page-context";

export const metadata: Metadata = { title: "Account group" };

interface Props {
  params: Promise<{ name: string }>;
}

export default async function GroupPage({ params }: Props) {
  const ctx = await pageContext();
  if (signedIn(ctx)?.role !== "admin") notFound();
  const { name } = await pathParams(groupParams, params);
  const group = await orNotFound(getGroup(ctx, name));
  return (
    <>
      <EditHead
        title={group.name}
        lead="Accounts that are open keep what they were opened with."
        badge={group.archived ? <StandingBadge standing="archived" /> : null}
      />
      <Standing
        path={apiPath("groups", group.name, "archived")}
        version={group.version}
        changes={groupChanges(group.archived)}
      />
      <GroupForm key={group.version} group={group} />
    </>
  );
}
