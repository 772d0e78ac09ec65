import { CodeBlock } from "../code-block";
import classes from "../guide.module.css";
import type { Block } from "./guide";
import { GuideTable } from "./guide-table";
import { RichText } from "./rich-text";

/** The blocks of a section, one after the other. */
export function Blocks({ blocks }: { blocks: Block[] }) {
  return keyed(blocks).map(([key, block]) => <OneBlock key={key} block={block} />);
}

function OneBlock({ block }: { block: Block }) {
  switch (block.kind) {
    case "text":
      return (
        <p>
          <RichText text={block.text} />
        </p>
      );
    case "note":
      return (
        <p className={classes.note} role="note">
          <RichText text={block.text} />
        </p>
      );
    case "list":
      return <Items items={block.items} ordered={block.ordered === true} />;
    case "table":
      return <GuideTable {...block} />;
    case "details":
      return (
        <details>
          <summary>{block.summary}</summary>
          <Blocks blocks={block.blocks} />
        </details>
      );
    case "code":
      return (
        <>
          {block.download && (
            <p className={classes.sample}>
              <span>{block.label}</span>
              <a href={block.download} download>
                Download
              </a>
            </p>
          )}
          <CodeBlock label={block.label} code={block.code} language={block.language} />
        </>
      );
  }
}

function Items({ items, ordered }: { items: string[]; ordered: boolean }) {
  const List = ordered ? "ol" : "ul";
  return (
    <List>
      {items.map((item) => (
        <li key={item}>
          <RichText text={item} />
        </li>
      ))}
    </List>
  );
}

/** A guide is written once: a block's place in it is its own. */
const keyed = (blocks: Block[]) => blocks.map((block, place) => [place, block] as const);
