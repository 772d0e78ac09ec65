import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { orNotFound } from "@/app/admin/catalog/or-not-found";
import { pathParams } from "@/app/page-params";
import { apiPath } from "@/components/admin/catalog/addresses";
import { StandingBadge } from "@/components/admin/catalog/catalog-overview";
import { tierChanges } from "@/components/admin/catalog/changes";
import { EditHead } from "@/components/admin/catalog/edit-head";
import { Standing } from "@/components/admin/catalog/standing";
import { TierForm } from "@/components/admin/catalog/tier-form";
import { getTierRecord } from "@/lib/catalog";
import { tierParams } from "@/lib/catalog/schemas";
import { pageContext, signedIn } from "@/lib/http/page-context";

export const metadata: Metadata = { title: "Tier" };

interface Props {
  params: Promise<{ id: string }>;
}

export default async function TierPage({ params }: Props) {
  const ctx = await pageContext();
  if (signedIn(ctx)?.role !== "admin") notFound();
  const { id } = await pathParams(tierParams, params);
  const tier = await orNotFound(getTierRecord(ctx, id));
  return (
    <>
      <EditHead
        title={tier.name}
        lead="What was bought keeps its name and rules: a change holds from now on."
        badge={<StandingBadge standing={tier.archived ? "archived" : "active"} />}
      />
      <Standing
        path={apiPath("tiers", tier.id, "archived")}
        version={tier.version}
        changes={tierChanges(tier.archived)}
      />
      <TierForm key={tier.version} tier={tier} />
    </>
  );
}
