import { notFound } from "next/navigation";
import { Pager } from "@/components/docs/frame/pager";
import { neighboursOf } from "@/components/docs/frame/places";
import { guidePath } from "@/components/docs/guides/guide";
import { GuideView } from "@/components/docs/guides/guide-view";
import { readDocs } from "./read-docs";

/** The page of a guide. */
export async function GuidePage({ slug }: { slug: string }) {
  const { guides, parts } = await readDocs();
  const guide = guides.find((one) => one.slug === slug);
  if (!guide) notFound();
  return (
    <GuideView guide={guide}>
      <Pager {...neighboursOf(parts, guidePath(slug))} />
    </GuideView>
  );
}
