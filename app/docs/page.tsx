import type { Metadata } from "next";
import { connection } from "next/server";
import { publicPage } from "@/app/public-page";
import { GuidePage } from "./guide-page";

export async function generateMetadata(): Promise<Metadata> {
  await connection();
  return publicPage({
    path: "/docs",
    title: "Documentation",
    description:
      "The API for partners: sell challenges, take payments, and follow accounts with webhooks.",
  });
}

export default function Page() {
  return <GuidePage slug="" />;
}
