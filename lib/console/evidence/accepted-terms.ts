import { fromMarkdown } from "mdast-util-from-markdown";
import { toString as textOf } from "mdast-util-to-string";
import { findAcceptedTerms } from "@/lib/catalog";
import type { Context } from "@/lib/core/context";
import { exactTime } from "@/lib/core/format";
import type { Section } from "./document";

/** The text of the terms that a purchase recorded as accepted, if it is stored. */
export async function termsSection({ db }: Context, recorded: string): Promise<Section> {
  const title = `Terms of purchase, version ${recorded}`;
  const terms = await findAcceptedTerms(db, recorded);
  if (!terms) {
    const missing =
      "This purchase is older than our record of the terms' texts, so this document doesn't include the text of this version.";
    return { title, paragraphs: [missing] };
  }
  const since = `In effect since ${exactTime(terms.published_at, "UTC")}.`;
  return { title, paragraphs: [since, ...paragraphsOf(terms.markdown)] };
}

/** The paragraphs and list items of a text, the first one after a heading with the heading before it. */
function paragraphsOf(markdown: string): string[] {
  let heading = "";
  return fromMarkdown(markdown).children.flatMap((block) => {
    if (block.type === "heading") {
      heading = `${textOf(block)}. `;
      return [];
    }
    const texts =
      block.type === "list" ? block.children.map((item) => `• ${textOf(item)}`) : [textOf(block)];
    const [first = "", ...others] = texts;
    const paragraphs = [`${heading}${first}`, ...others];
    heading = "";
    return paragraphs;
  });
}
