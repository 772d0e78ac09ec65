import type { PhrasingContent, RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { toString as textOf } from "mdast-util-to-string";
import Link from "next/link";
import { type ComponentProps, Fragment, type ReactNode } from "react";

/** A link in Markdown. Only the documentation's own pages are for the router. */
export function MarkdownLink({ href = "", children }: ComponentProps<"a">) {
  return href.startsWith("/docs") ? (
    <Link href={href}>{children}</Link>
  ) : (
    <a href={href}>{children}</a>
  );
}

/** Parsing takes a fraction of a millisecond, and a page of the reference has a hundred descriptions. */
const parsed = new Map<string, RootContent[]>();

/** The parsed text. It is cached: all texts are those of our own document. */
function blocksOf(text: string): RootContent[] {
  const blocks = parsed.get(text) ?? fromMarkdown(text).children;
  parsed.set(text, blocks);
  return blocks;
}

/** The Markdown of a description in the API's schemas, of which it uses code, strong text and links. */
export function InlineMarkdown({ text }: { text: string }) {
  return blocksOf(text).map((block, place) => (
    <Fragment key={block.position?.start.offset}>
      {place > 0 && " "}
      {block.type === "paragraph" ? block.children.map(rendered) : textOf(block)}
    </Fragment>
  ));
}

function rendered(node: PhrasingContent, key: number): ReactNode {
  switch (node.type) {
    case "text":
      return node.value;
    case "inlineCode":
      return <code key={key}>{node.value}</code>;
    case "strong":
      return <strong key={key}>{node.children.map(rendered)}</strong>;
    case "link":
      return (
        <MarkdownLink key={key} href={node.url}>
          {node.children.map(rendered)}
        </MarkdownLink>
      );
    default:
      return <Fragment key={key}>{textOf(node)}</Fragment>;
  }
}

/** The same without its marks. */
export const markdownText = (text: string): string =>
  blocksOf(text)
    .map((block) => textOf(block))
    .join(" ");
