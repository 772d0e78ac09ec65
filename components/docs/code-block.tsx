import { CopyButton } from "../ui/copy-button";
import classes from "./code-block.module.css";

interface Props {
  /** What the code is, for the copy button and the screen reader: "TypeScript sample". */
  label: string;
  code: string;
}

/** Code to read and to copy. It scrolls by itself, with the keyboard too. */
export function CodeBlock({ label, code }: Props) {
  return (
    <figure className={classes.block} aria-label={label}>
      <span className={classes.copy}>
        <CopyButton value={code} label={label} />
      </span>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre className={classes.code} tabIndex={0}>
        <code>{code}</code>
      </pre>
    </figure>
  );
}
