import type { Metadata } from "next";
import { adminContext } from "@/app/admin/admin-context";
import { EditHead } from "@/components/admin/catalog/edit-head";
import { TierForm } from "@/components/admin/catalog/tier-form";
import { listProgramRecords } from "@/lib/catalog";

export const metadata: Metadata = { title: "New tier" };

export default async function NewTierPage() {
  const programs = await listProgramRecords(await adminContext());
  return (
    <>
      <EditHead title="New tier" lead="Goes live on the storefront when you save." />
      <TierForm tier={null} programs={programs} />
    </>
  );
}
