import type { ComponentProps } from "react";
import Markdown, { type Components, type ExtraProps } from "react-markdown";
import remarkGfm from "remark-gfm";
import { TextLink } from "../ui/text-link";
import classes from "./legal.module.css";
import { withAnchors } from "./sections";

/** The page's title is its only heading of the first level. Of links, only the site's own pages are for the router. */
const components: Components = {
  h1: ({ node: _, ...props }) => <h2 {...props} />,
  a: ({ href = "", children }: ComponentProps<"a"> & ExtraProps) =>
    href.startsWith("/") && !href.startsWith("//") ? (
      <TextLink href={href}>{children}</TextLink>
    ) : (
      <a href={href}>{children}</a>
    ),
  table: ({ node: _, ...props }) => (
    <div className={classes.table}>
      <table {...props} />
    </div>
  ),
  img: () => null,
};

/** A legal text. It has no HTML and no images, and links only to pages and email addresses: see react-markdown. */
export const LegalMarkdown = ({ text }: { text: string }) => (
  <div className={classes.text}>
    <Markdown components={components} remarkPlugins={[remarkGfm, withAnchors]} skipHtml>
      {text}
    </Markdown>
  </div>
);
