import type { Metadata } from "next";
import { adminContext } from "@/app/admin/admin-context";
import { EditHead } from "@/components/admin/catalog/edit-head";
import { GroupForm } from "@/components/admin/catalog/group-form";

export const metadata: Metadata = { title: "New account group" };

export default async function NewGroupPage() {
  await adminContext();
  return (
    <>
      <EditHead
        title="New account group"
        lead="You can use it in program phases as soon as you save."
      />
      <GroupForm group={null} />
    </>
  );
}
