import type { Metadata } from "next";
import { adminContext } from "@/app/admin/admin-context";
import { orNotFound } from "@/app/or-not-found";
import { pathParams } from "@/app/page-params";
import { EditHead } from "@/components/admin/catalog/edit-head";
import { LegalEditor } from "@/components/admin/catalog/legal/legal-editor";
import { LegalHistory } from "@/components/admin/catalog/legal/legal-history";
import { getLegalRecord } from "@/lib/catalog";
import { legalParams } from "@/lib/catalog/schemas";
import { clientConfig } from "@/lib/core/client-config";
import { legalTitles } from "@/lib/core/legal-pages";

export const metadata: Metadata = { title: "Legal document" };

interface Props {
  params: Promise<{ kind: string }>;
}

export default async function LegalDocumentPage({ params }: Props) {
  const ctx = await adminContext();
  const { kind } = await pathParams(legalParams, params);
  const record = await orNotFound(getLegalRecord(ctx, kind));
  const { firmName, supportEmail } = clientConfig();
  return (
    <>
      <EditHead
        title={legalTitles[kind]}
        lead="Customers see a draft when you publish it. Orders keep the version that they accepted."
      />
      <LegalEditor key={kind} record={record} firm={{ firmName, supportEmail }} />
      <LegalHistory kind={kind} versions={record.versions} />
    </>
  );
}
