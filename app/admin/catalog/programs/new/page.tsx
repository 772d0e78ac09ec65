import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EditHead } from "@/components/admin/catalog/edit-head";
import { ProgramForm } from "@/components/admin/catalog/program-form";
import { listGroups, listWalletCurrencies } from "@/lib/catalog";
import { pageContext, signedIn } from "@/lib/http/page-context";

export const metadata: Metadata = { title: "New program" };

export default async function NewProgramPage() {
  const ctx = await pageContext();
  if (signedIn(ctx)?.role !== "admin") notFound();
  const [groups, walletCurrencies] = await Promise.all([
    listGroups(ctx),
    listWalletCurrencies(ctx.db),
  ]);
  return (
    <>
      <EditHead title="New program" lead="It is on the storefront as soon as it is saved." />
      <ProgramForm program={null} groups={groups} walletCurrencies={walletCurrencies} />
    </>
  );
}
