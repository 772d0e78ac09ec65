import type { Token } from "@/lib/openapi/schemas";
import classes from "./code-block.module.css";

interface Props {
  tokens: Token[];
  /** What the code is, for a screen reader. */
  label: string;
}

/** Coloured code. It scrolls by itself, with the keyboard too. */
export function CodeView({ tokens, label }: Props) {
  return (
    <figure className={classes.figure} aria-label={label}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre className={classes.code} tabIndex={0}>
        <code>
          {keyed(tokens).map(({ key, text, kind }) =>
            kind ? (
              <span key={key} data-kind={kind}>
                {text}
              </span>
            ) : (
              text
            ),
          )}
        </code>
      </pre>
    </figure>
  );
}

/** Each piece with the place at which it begins, which is its own. */
function keyed(tokens: Token[]) {
  let key = 0;
  return tokens.map(([text, kind]) => {
    const piece = { key, text, kind };
    key += text.length;
    return piece;
  });
}
