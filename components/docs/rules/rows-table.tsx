import { formatMoney } from "@/lib/core/money";
import type { Verdict } from "@/lib/rules";
import guide from "../guide.module.css";
import classes from "./floor-chart.module.css";
import type { Row } from "./play-example";

const money = (amount: number | null) => (amount === null ? "–" : formatMoney(amount, "usd"));

/** `14:00` in UTC. */
const clock = (at: number) => new Date(at).toISOString().slice(11, 16);

const kinds: Record<Verdict["kind"], string> = {
  warned: "Warning",
  paused: "Paused",
  resumed: "Resumed",
  breached: "Breached",
  target_reached: "Target reached",
  passed: "Passed",
  expired: "Expired",
  review: "Review",
  day_counted: "Day counted",
};

interface Props {
  label: string;
  rows: readonly Row[];
  variants: readonly string[];
}

/** The rows of an example, with the judge's verdicts. */
export function RowsTable({ label, rows, variants }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={guide.frame} aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {["Time (UTC)", "Balance", "Equity", ...variants, "Verdicts"].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two rows may have one time, and the list never changes
            <tr key={i}>
              <th scope="row" className={classes.time}>
                Day {row.day}, {clock(row.at)}
                {row.isDayStart && " (begins)"}
              </th>
              <td>{money(row.balance)}</td>
              <td>{money(row.equity)}</td>
              {row.floors.map((floor, variant) => (
                <td key={variants[variant]}>{money(floor)}</td>
              ))}
              <td>{verdictsOf(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** `Breached: daily loss`. Each verdict once: variants of the same rules have the same. */
const verdictsOf = ({ verdicts }: Row): string =>
  [
    ...new Set(
      verdicts.map(({ verdict: { kind, rule } }) =>
        [kinds[kind], rule?.replaceAll("_", " ")].filter(Boolean).join(": "),
      ),
    ),
  ].join(", ");
