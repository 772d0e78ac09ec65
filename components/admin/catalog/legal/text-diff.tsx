import { Fragment } from "react";
import { type DiffBlock, type DiffPart, diffTexts } from "./diff-texts";
import classes from "./legal.module.css";

interface Props {
  before: string;
  after: string;
}

/** Lines around a change that stay visible. */
const CONTEXT = 2;

/** What changed from one text to another, as insertions and deletions. */
export function TextDiff({ before, after }: Props) {
  const blocks = diffTexts(before, after);
  if (blocks.length === 0) return <p>The two texts are the same.</p>;
  return (
    <div className={classes.diff}>
      {blocks.map((block, place) => (
        <Block
          // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of two texts never move
          key={place}
          block={block}
          isFirst={place === 0}
          isLast={place === blocks.length - 1}
        />
      ))}
    </div>
  );
}

interface BlockProps {
  block: DiffBlock;
  isFirst: boolean;
  isLast: boolean;
}

function Block({ block, isFirst, isLast }: BlockProps) {
  if (block.kind === "changed") {
    return (
      <p className={classes.changed}>
        {block.parts.map((part, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of two lines never move
          <Part key={place} {...part} />
        ))}
      </p>
    );
  }
  const { lines } = block;
  const head = isFirst ? 0 : CONTEXT;
  const tail = isLast ? 0 : CONTEXT;
  const hidden = lines.length - head - tail;
  // Folding one or two lines saves nothing.
  if (hidden <= CONTEXT) return <Lines lines={lines} />;
  return (
    <>
      <Lines lines={lines.slice(0, head)} />
      <details>
        <summary>{hidden} unchanged lines</summary>
        <Lines lines={lines.slice(head, lines.length - tail)} />
      </details>
      <Lines lines={lines.slice(lines.length - tail)} />
    </>
  );
}

const Lines = ({ lines }: { lines: string[] }) =>
  lines.length > 0 && <p className={classes.same}>{lines.join("\n")}</p>;

function Part({ kind, text }: DiffPart) {
  if (kind === "same") return <Fragment>{text}</Fragment>;
  return kind === "added" ? <ins>{text}</ins> : <del>{text}</del>;
}
