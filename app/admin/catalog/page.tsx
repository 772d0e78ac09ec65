import type { Metadata } from "next";
import { adminContext } from "@/app/admin/admin-context";
import { CatalogOverview } from "@/components/admin/catalog/catalog-overview";
import { LegalSection } from "@/components/admin/catalog/legal/legal-section";
import classes from "@/components/dashboard/dashboard.module.css";
import {
  listGroups,
  listLegalRecords,
  listProgramRecords,
  listTierRecords,
  listWalletCurrencies,
} from "@/lib/catalog";

export const metadata: Metadata = { title: "Catalog" };

export default async function CatalogPage() {
  const ctx = await adminContext();
  const [tiers, programs, groups, walletCurrencies, legal] = await Promise.all([
    listTierRecords(ctx),
    listProgramRecords(ctx),
    listGroups(ctx),
    listWalletCurrencies(ctx.db),
    listLegalRecords(ctx),
  ]);
  return (
    <>
      <h1 className={classes.heading}>Catalog</h1>
      <CatalogOverview
        tiers={tiers}
        programs={programs}
        groups={groups}
        walletCurrencies={walletCurrencies}
      />
      <LegalSection records={legal} />
    </>
  );
}
