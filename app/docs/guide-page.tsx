import { notFound } from "next/navigation";
import { pagesAround } from "@/components/docs/frame/navigation";
import { Pager } from "@/components/docs/frame/pager";
import { guidePath } from "@/components/docs/guides/guide";
import { GuideView } from "@/components/docs/guides/guide-view";
import { readDocs } from "./read-docs";

/** The page of a guide. */
export async function GuidePage({ slug }: { slug: string }) {
  const { guides, sections } = await readDocs();
  const guide = guides.find((candidate) => candidate.slug === slug);
  if (!guide) notFound();
  return (
    <GuideView guide={guide}>
      <Pager {...pagesAround(sections, guidePath(slug))} />
    </GuideView>
  );
}
