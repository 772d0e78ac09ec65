import type { Metadata } from "next";
import { adminContext } from "@/app/admin/admin-context";
import { EditHead } from "@/components/admin/catalog/edit-head";
import { ProgramForm } from "@/components/admin/catalog/program-form";
import { listGroups, listWalletCurrencies } from "@/lib/catalog";

export const metadata: Metadata = { title: "New program" };

export default async function NewProgramPage() {
  const ctx = await adminContext();
  const [groups, walletCurrencies] = await Promise.all([
    listGroups(ctx),
    listWalletCurrencies(ctx.db),
  ]);
  return (
    <>
      <EditHead title="New program" lead="Goes live on the storefront when you save." />
      <ProgramForm program={null} groups={groups} walletCurrencies={walletCurrencies} />
    </>
  );
}
