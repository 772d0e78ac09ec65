import type { Metadata } from "next";
import { connection } from "next/server";
import { Terms } from "@/components/store/terms";
import { clientConfig } from "@/lib/core/client-config";

export const metadata: Metadata = { title: "Terms of purchase" };

export default async function TermsPage() {
  await connection();
  const { firmName, supportEmail, termsVersion } = clientConfig();
  return <Terms firmName={firmName} supportEmail={supportEmail} version={termsVersion} />;
}
