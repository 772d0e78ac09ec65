import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EditHead } from "@/components/admin/catalog/edit-head";
import { TierForm } from "@/components/admin/catalog/tier-form";
import { pageContext, signedIn } from "@/lib/http/page-context";

export const metadata: Metadata = { title: "New tier" };

export default async function NewTierPage() {
  const ctx = await pageContext();
  if (signedIn(ctx)?.role !== "admin") notFound();
  return (
    <>
      <EditHead title="New tier" lead="It is on the storefront as soon as it is saved." />
      <TierForm tier={null} />
    </>
  );
}
