import { Children, isValidElement, type ReactElement, type ReactNode } from "react";
import { InlineMarkdown, MarkdownLink, markdownText } from "../inline-markdown";
import { Code, CodeSample, Section } from "./components";

/** A section of a guide, for the search and the table of contents. */
export interface GuideSection {
  id: string;
  title: string;
  /** Whether it is a part of the section before it. */
  under: boolean;
  /** Its text, with the labels of its code blocks in place of their code. */
  text: string;
}

/** The sections of a guide, read from the elements that its MDX renders. */
export const sectionsOf = (content: ReactNode): GuideSection[] =>
  elementsOf(content, Section).map(({ props: { id, title, under = false, children } }) => ({
    id,
    title,
    under,
    text: textOf(children).replaceAll(/\s+/g, " ").trim(),
  }));

type Component<P = object> = (props: P) => ReactNode;
type AnyElement = ReactElement<{ children?: ReactNode }>;

const isElement = (node: ReactNode): node is AnyElement => isValidElement(node);
const isComponent = (type: unknown): type is Component => typeof type === "function";

/** What is inside of an element: its children, or what it renders if it has none. */
const contentOf = ({ type, props }: AnyElement): ReactNode =>
  props.children === undefined && isComponent(type) ? type(props) : props.children;

const has = <P>(element: AnyElement, type: Component<P>): element is ReactElement<P> & AnyElement =>
  element.type === type;

/** The elements of a component, in their order; not those inside of others. */
const elementsOf = <P>(node: ReactNode, type: Component<P>): ReactElement<P>[] =>
  Children.toArray(node)
    .filter(isElement)
    .flatMap((child) => (has(child, type) ? [child] : elementsOf(contentOf(child), type)));

const inline: unknown[] = [MarkdownLink, "code", "strong"];

/** What is read of an element instead of its content. */
const headings: Record<string, string> = { details: "summary", figure: "figcaption" };

/** The text of a node, with spaces around blocks. Heads of tables, folded details and pictures are left out. */
function textOf(node: ReactNode): string {
  if (typeof node === "string" || typeof node === "number") return String(node);
  if (!isElement(node)) return Children.toArray(node).map(textOf).join("");
  if (has(node, Code) || has(node, CodeSample)) return ` ${node.props.label} `;
  if (has(node, InlineMarkdown)) return markdownText(node.props.text);
  if (node.type === "thead") return "";
  const heading = typeof node.type === "string" && headings[node.type];
  if (heading) {
    const children = Children.toArray(node.props.children).filter(isElement);
    return children
      .filter(({ type }) => type === heading)
      .map(textOf)
      .join("");
  }
  const text = textOf(contentOf(node));
  return inline.includes(node.type) ? text : ` ${text} `;
}
