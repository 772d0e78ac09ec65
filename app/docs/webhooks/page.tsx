import type { Metadata } from "next";
import { connection } from "next/server";
import { WebhooksGuide } from "@/components/docs/webhooks/guide";
import { clientConfig } from "@/lib/client-config";
import { deliveryRules } from "@/lib/webhooks";
import { readSamples } from "./samples";

export const metadata: Metadata = { title: "Webhooks" };

export default async function WebhooksPage() {
  await connection();
  const samples = await readSamples();
  return <WebhooksGuide appUrl={clientConfig().appUrl} rules={deliveryRules} samples={samples} />;
}
