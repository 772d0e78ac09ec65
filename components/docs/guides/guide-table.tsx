import classes from "../guide.module.css";
import { RichText } from "./rich-text";

interface Props {
  label: string;
  head: string[];
  rows: string[][];
}

/** A table of a guide. On a phone it scrolls sideways in its frame. */
export function GuideTable({ label, head, rows }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={classes.frame} aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {head.map((words) => (
              <th key={words} scope="col">
                <RichText text={words} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([first = "", ...rest]) => (
            <tr key={first}>
              <th scope="row">
                <RichText text={first} />
              </th>
              {rest.map((words) => (
                <td key={words}>
                  <RichText text={words} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
