import type { Metadata } from "next";
import { connection } from "next/server";
import { z } from "zod";
import { pathParams } from "@/app/page-params";
import { GuidePage } from "../guide-page";
import { readDocs } from "../read-docs";

const path = z.object({ guide: z.string() });

type Props = PageProps<"/docs/[guide]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await connection();
  const { guide: slug } = await pathParams(path, params);
  const { guides } = await readDocs();
  return { title: guides.find((guide) => guide.slug === slug)?.title ?? "Not found" };
}

export default async function Page({ params }: Props) {
  return <GuidePage slug={(await pathParams(path, params)).guide} />;
}
