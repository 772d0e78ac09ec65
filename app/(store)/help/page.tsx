import type { Metadata } from "next";
import { connection } from "next/server";
import { publicPage } from "@/app/public-page";
import { Help } from "@/components/store/help";
import { clientConfig } from "@/lib/core/client-config";

export async function generateMetadata(): Promise<Metadata> {
  await connection();
  return publicPage({
    path: "/help",
    title: "Help",
    description: "How payments, accounts, refunds and the wallet work, and how to reach support.",
  });
}

export default async function HelpPage() {
  await connection();
  return <Help supportEmail={clientConfig().supportEmail} />;
}
