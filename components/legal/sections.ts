import type { Heading, Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { toString as textOf } from "mdast-util-to-string";

/** A section of a legal text, for its table of contents. */
export interface LegalSection {
  /** The anchor of its heading: its title in lowercase with hyphens, and a number if another heading has the same. */
  id: string;
  title: string;
}

/** The sections of a text in Markdown: its headings of the first two levels. */
export const sectionsOf = (markdown: string): LegalSection[] =>
  [...anchorsOf(fromMarkdown(markdown))].map(([heading, id]) => ({ id, title: textOf(heading) }));

/** A plugin of remark that gives the headings of sections their anchors. */
export const withAnchors = () => (tree: Root) => {
  for (const [heading, id] of anchorsOf(tree)) heading.data = { hProperties: { id } };
};

function anchorsOf(tree: Root): Map<Heading, string> {
  const anchors = new Map<Heading, string>();
  const counts = new Map<string, number>();
  for (const node of tree.children) {
    if (node.type !== "heading" || node.depth > 2) continue;
    const slug = slugOf(textOf(node));
    const count = (counts.get(slug) ?? 0) + 1;
    counts.set(slug, count);
    anchors.set(node, count === 1 ? slug : `${slug}-${count}`);
  }
  return anchors;
}

const slugOf = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/['’]/g, "")
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replaceAll(/^-|-$/g, "") || "section";
