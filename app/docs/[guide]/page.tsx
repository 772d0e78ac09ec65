import type { Metadata } from "next";
import { connection } from "next/server";
import { z } from "zod";
import { pathParams } from "@/app/page-params";
import { publicPage } from "@/app/public-page";
import { guidePath } from "@/components/docs/guides/guide";
import { GuidePage } from "../guide-page";
import { readDocs } from "../read-docs";

const path = z.object({ guide: z.string() });

type Props = PageProps<"/docs/[guide]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await connection();
  const { guide: slug } = await pathParams(path, params);
  const { guides } = await readDocs();
  const guide = guides.find((candidate) => candidate.slug === slug);
  if (!guide) return { title: "Not found" };
  return publicPage({ path: guidePath(slug), title: guide.title, description: guide.lead });
}

export default async function Page({ params }: Props) {
  return <GuidePage slug={(await pathParams(path, params)).guide} />;
}
