import type { Metadata } from "next";
import { connection } from "next/server";
import { publicPage } from "@/app/public-page";
import { Overview } from "@/components/docs/reference/overview";
import { openApiDocument } from "@/lib/openapi";

export async function generateMetadata(): Promise<Metadata> {
  await connection();
  return publicPage({
    path: "/docs/reference",
    title: "Reference",
    description: "Every endpoint of the API with its fields, errors and samples.",
  });
}

export default function Page() {
  return <Overview document={openApiDocument()} />;
}
