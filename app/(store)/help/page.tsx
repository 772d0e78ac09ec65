import type { Metadata } from "next";
import { connection } from "next/server";
import { Help } from "@/components/store/help";
import { clientConfig } from "@/lib/core/client-config";

export const metadata: Metadata = { title: "Help" };

export default async function HelpPage() {
  await connection();
  return <Help supportEmail={clientConfig().supportEmail} />;
}
