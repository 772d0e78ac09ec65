import { formatMoney, formatSize } from "@/lib/core/money";
import { type ExampleName, examples } from "./examples";
import classes from "./floor-chart.module.css";
import { playExample, type Row } from "./play-example";
import { RowsTable } from "./rows-table";
import { scaleOf } from "./scale";

interface Props {
  example: ExampleName;
  caption: string;
}

const lines = [classes.first, classes.second, classes.third];

/** An account's equity and its floors over some days, as the judge gives them; below it the numbers as a table. */
export function FloorChart({ example, caption }: Props) {
  const { variants } = examples[example];
  const rows = playExample(examples[example]);
  const scale = scaleOf(rows);
  const days = rows.filter(({ isDayStart }, i) => isDayStart || i === 0);
  const ends = rows.flatMap((row) =>
    row.verdicts
      .filter(({ verdict }) => verdict.kind === "breached" || verdict.kind === "paused")
      .map(({ variant, verdict }) => ({ row, variant, verdict })),
  );
  return (
    <figure className={classes.figure}>
      <figcaption>{caption}</figcaption>
      <ul className={classes.legend}>
        <Key line={classes.equity} name="Equity" />
        <Key line={classes.balance} name="Balance" />
        {variants.map(({ name }, i) => (
          <Key key={name} line={lines[i]} name={name} />
        ))}
      </ul>
      <div className={classes.plot} role="img" aria-label={summaryOf(rows, variants)}>
        <div className={classes.amounts}>
          {scale.ticks.map((tick) => (
            <span key={tick} style={{ top: `${scale.y(tick)}%` }}>
              {formatSize(tick / 100)}
            </span>
          ))}
        </div>
        <div className={classes.canvas}>
          <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
            {scale.ticks.map((tick) => (
              <path key={tick} className={classes.grid} d={`M0 ${scale.y(tick)}H100`} />
            ))}
            {days.slice(1).map(({ at }) => (
              <path key={at} className={classes.day} d={`M${scale.x(at)} 0V100`} />
            ))}
            <path className={classes.balance} d={steps(rows, scale, ({ balance }) => balance)} />
            {variants.map(({ name }, i) => (
              <path
                key={name}
                className={lines[i]}
                d={steps(rows, scale, ({ floors }) => floors[i] ?? null)}
              />
            ))}
            <path className={classes.equity} d={points(rows, scale)} />
          </svg>
          {ends.map(({ row, variant, verdict }) => (
            <div
              key={variant}
              className={classes.end}
              style={{ left: `${scale.x(row.at)}%`, top: `${scale.y(row.equity)}%` }}
            >
              <i />
              <span data-side={scale.x(row.at) > 60 ? "left" : "right"}>
                {verdict.kind === "paused" ? "Paused" : "Breached"}
              </span>
            </div>
          ))}
        </div>
        <div className={classes.days}>
          {days.map(({ at, day }, i) => (
            <span
              key={at}
              style={{ left: `${(scale.x(at) + scale.x(days[i + 1]?.at ?? scale.end)) / 2}%` }}
            >
              Day {day}
            </span>
          ))}
        </div>
      </div>
      <details>
        <summary>The numbers of this picture</summary>
        <RowsTable label={caption} rows={rows} variants={variants.map(({ name }) => name)} />
      </details>
    </figure>
  );
}

const Key = ({ line, name }: { line: string | undefined; name: string }) => (
  <li>
    <svg viewBox="0 0 24 8" aria-hidden="true">
      <path className={line} d="M0 4H24" />
    </svg>
    {name}
  </li>
);

type Scale = ReturnType<typeof scaleOf>;

/** A line that holds each value until the next row; it ends after the last value. */
function steps(rows: Row[], { x, y }: Scale, value: (row: Row) => number | null): string {
  return rows
    .map((row, i) => {
      const current = value(row);
      if (current === null) return "";
      return i === 0 ? `M${x(row.at)} ${y(current)}` : `H${x(row.at)}V${y(current)}`;
    })
    .join("");
}

/** A line from each event to the next. At the beginning of a day nothing happened. */
const points = (rows: Row[], { x, y }: Scale): string =>
  rows
    .filter(({ isDayStart }) => !isDayStart)
    .map(({ at, equity }, i) => `${i === 0 ? "M" : "L"}${x(at)} ${y(equity)}`)
    .join("");

/** The picture in words. */
function summaryOf(rows: Row[], variants: readonly { name: string }[]): string {
  const days = rows.filter(({ isDayStart }, i) => isDayStart || i === 0);
  const money = (amount: number | null | undefined) =>
    typeof amount === "number" ? formatMoney(amount, "usd") : "none";
  const floors = variants.map(
    ({ name }, i) =>
      `${name}: ${days.map(({ day, floors }) => `${money(floors[i])} as day ${day} begins`).join(", ")}.`,
  );
  const ends = rows.flatMap(({ day, verdicts }) =>
    verdicts
      .filter(({ verdict }) => verdict.kind === "breached")
      .map(
        ({ variant, verdict }) =>
          `${variant} breached on day ${day} at equity of ${money(verdict.observed)}.`,
      ),
  );
  return ["Chart of equity and floors.", ...floors, ...new Set(ends)].join(" ");
}
