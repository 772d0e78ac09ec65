import { Button, NativeSelect } from "@mantine/core";
import type { Metadata } from "next";
import { z } from "zod";
import { adminContext } from "@/app/admin/admin-context";
import { orNotFound } from "@/app/or-not-found";
import { pathParams, queryParams } from "@/app/page-params";
import classes from "@/components/admin/catalog/legal/legal.module.css";
import { TextDiff } from "@/components/admin/catalog/legal/text-diff";
import { editPath } from "@/components/admin/catalog/paths";
import { BackLink } from "@/components/ui/back-link";
import header from "@/components/ui/detail-header.module.css";
import { getLegalRecord, inspectLegalText } from "@/lib/catalog";
import { legalParams } from "@/lib/catalog/schemas";
import { legalTitles } from "@/lib/core/legal-pages";
import { positiveIntParam } from "@/lib/trading/schemas";

export const metadata: Metadata = { title: "Compare versions" };

const version = z.union([z.literal("draft"), positiveIntParam]);
const query = z.object({ from: version, to: version });

interface Props {
  params: Promise<{ kind: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function ComparePage({ params, searchParams }: Props) {
  const ctx = await adminContext();
  const { kind } = await pathParams(legalParams, params);
  const { from, to } = await queryParams(query, searchParams);
  const [record, before, after] = await orNotFound(
    Promise.all([
      getLegalRecord(ctx, kind),
      inspectLegalText(ctx, kind, from),
      inspectLegalText(ctx, kind, to),
    ]),
  );
  const choices = [
    ...(record.draft ? [{ value: "draft", label: "Draft" }] : []),
    ...record.versions.map((one) => ({
      value: String(one.version),
      label: `Version ${one.version}`,
    })),
  ];
  return (
    <>
      <header>
        <BackLink href={editPath("legal", kind)}>{legalTitles[kind]}</BackLink>
        <div className={header.title}>
          <h1>Compare versions</h1>
        </div>
      </header>
      <form className={classes.choice} aria-label="Versions">
        <NativeSelect label="From" name="from" data={choices} defaultValue={String(from)} />
        <NativeSelect label="To" name="to" data={choices} defaultValue={String(to)} />
        <Button type="submit" variant="default">
          Compare
        </Button>
      </form>
      <TextDiff before={before} after={after} />
    </>
  );
}
