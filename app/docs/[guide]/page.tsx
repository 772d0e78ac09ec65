import type { Metadata } from "next";
import { connection } from "next/server";
import { GuidePage } from "../guide-page";
import { readDocs } from "../read-docs";

type Props = PageProps<"/docs/[guide]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await connection();
  const [{ guide: slug }, { guides }] = [await params, await readDocs()];
  return { title: guides.find((guide) => guide.slug === slug)?.title ?? "Not found" };
}

export default async function Page({ params }: Props) {
  return <GuidePage slug={(await params).guide} />;
}
