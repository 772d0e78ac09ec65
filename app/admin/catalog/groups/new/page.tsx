import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EditHead } from "@/components/admin/catalog/edit-head";
import { GroupForm } from "@/components/admin/catalog/group-form";
import { pageContext, signedIn } from "@/lib/http/page-context";

export const metadata: Metadata = { title: "New account group" };

export default async function NewGroupPage() {
  const ctx = await pageContext();
  if (signedIn(ctx)?.role !== "admin") notFound();
  return (
    <>
      <EditHead
        title="New account group"
        lead="Phases of programs can choose it as soon as it is saved."
      />
      <GroupForm group={null} />
    </>
  );
}
