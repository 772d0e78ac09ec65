import type { Metadata } from "next";
import { Overview } from "@/components/docs/reference/overview";
import { openApiDocument } from "@/lib/openapi";

export const metadata: Metadata = { title: "Reference" };

export default function Page() {
  return <Overview document={openApiDocument()} />;
}
