import { CopyButton } from "../ui/copy-button";
import classes from "./code-block.module.css";
import { CodeView } from "./code-view";
import { highlight, type Language } from "./highlight";

interface Props {
  /** What the code is, for the copy button and screen readers: "TypeScript example". */
  label: string;
  code: string;
  language: Language;
}

/** Code with a copy button, highlighted on the server. */
export function CodeBlock({ label, code, language }: Props) {
  return (
    <div className={classes.block}>
      <span className={classes.copy}>
        <CopyButton value={code} label={label} />
      </span>
      <CodeView tokens={highlight(code, language)} label={label} />
    </div>
  );
}
