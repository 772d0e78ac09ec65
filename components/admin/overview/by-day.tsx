import { dayName } from "./days";
import classes from "./overview.module.css";

interface Props {
  /** The name of the table, for screen readers. */
  label: string;
  columns: string[];
  rows: { day: string; cells: string[] }[];
}

/** The numbers behind a chart, newest day first. */
export function ByDay({ label, columns, rows }: Props) {
  return (
    <details className={classes.byDay}>
      <summary>Daily breakdown</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className={classes.scroll} aria-label={label} tabIndex={0}>
        <table className={classes.counts}>
          <thead>
            <tr>
              <th scope="col">Day (UTC)</th>
              {columns.map((column) => (
                <th key={column} scope="col" className={classes.number}>
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.toReversed().map(({ day, cells }) => (
              <tr key={day}>
                <th scope="row">{dayName(day)}</th>
                {columns.map((column, i) => (
                  <td key={column} className={classes.number}>
                    {cells[i]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
