import type { Token } from "@/lib/openapi/schemas";
import classes from "./code-block.module.css";

interface Props {
  tokens: Token[];
  /** What the code is, for screen readers. */
  label: string;
}

/** Highlighted code, which can be scrolled with the keyboard. */
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

/** Each token with its offset as the key. */
function keyed(tokens: Token[]) {
  let key = 0;
  return tokens.map(([text, kind]) => {
    const token = { key, text, kind };
    key += text.length;
    return token;
  });
}
