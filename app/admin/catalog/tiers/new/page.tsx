import type { Metadata } from "next";
import { z } from "zod";
import { adminContext } from "@/app/admin/admin-context";
import { queryParams } from "@/app/page-params";
import { EditHead } from "@/components/admin/catalog/edit-head";
import { editPath } from "@/components/admin/catalog/paths";
import { TierForm } from "@/components/admin/catalog/tier-form";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { listProgramRecords } from "@/lib/catalog";

export const metadata: Metadata = { title: "New card offer" };

const query = z.object({ program: z.coerce.number().int().optional().catch(undefined) });

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function NewTierPage({ searchParams }: Props) {
  const programs = await listProgramRecords(await adminContext());
  const { program } = await queryParams(query, searchParams);
  return (
    <>
      <EditHead title="New card offer" lead="Goes live on the storefront when you save." />
      {programs.length > 0 ? (
        <TierForm tier={null} programs={programs} selected={program} />
      ) : (
        <EmptyState
          title="No programs yet"
          action={<ButtonLink href={editPath("programs")}>Create a program</ButtonLink>}
        >
          A card offer sells the phases and rules of a program. Create the program first.
        </EmptyState>
      )}
    </>
  );
}
