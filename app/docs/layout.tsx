import { connection } from "next/server";
import type { ReactNode } from "react";
import { Frame } from "@/app/frame";
import { DocsFrame } from "@/components/docs/frame/docs-frame";
import { readDocs } from "./read-docs";

export default async function Layout({ children }: { children: ReactNode }) {
  await connection();
  const { sections } = await readDocs();
  return (
    <Frame>
      <DocsFrame sections={sections}>{children}</DocsFrame>
    </Frame>
  );
}
