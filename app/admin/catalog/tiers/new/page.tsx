import type { Metadata } from "next";
import { adminContext } from "@/app/admin/admin-context";
import { EditHead } from "@/components/admin/catalog/edit-head";
import { TierForm } from "@/components/admin/catalog/tier-form";

export const metadata: Metadata = { title: "New tier" };

export default async function NewTierPage() {
  await adminContext();
  return (
    <>
      <EditHead title="New tier" lead="Goes live on the storefront when you save." />
      <TierForm tier={null} />
    </>
  );
}
