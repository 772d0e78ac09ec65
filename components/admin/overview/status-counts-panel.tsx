import { type Column, type ListName, lists, type Outcomes } from "@/lib/console/schemas";
import panel from "../../ui/panel.module.css";
import { StatusBadge } from "../../ui/status-badge";
import { TextLink } from "../../ui/text-link";
import { listPath } from "../console/paths";
import { ByDay } from "./by-day";
import { DayChart } from "./day-chart";
import classes from "./overview.module.css";
import { barsOf } from "./tones";

interface Props {
  title: string;
  /** What is counted, and in which period. */
  note: string;
  /** Shown where there is none. */
  none: string;
  outcomes: Outcomes;
  days: string[];
  /** The list that each number links to. */
  list: ListName;
}

/** Counts by status: in bars, and as numbers that link to their list. */
export function StatusCountsPanel({ title, note, none, outcomes, days, list }: Props) {
  const { total, by_status } = outcomes;
  const { rows, series } = barsOf(outcomes, days);
  const statuses: Readonly<Record<string, readonly string[]>> = lists[list].filters;
  const columns: readonly Column[] = lists[list].columns;
  const labels = columns.find(({ key }) => key === "status")?.labels;
  const id = `${list}-outcomes`;
  return (
    <section className={panel.panel} aria-labelledby={id}>
      <div className={classes.title}>
        <h2 id={id}>{title}</h2>
        <span className={classes.total}>{total.toLocaleString("en-US")}</span>
      </div>
      <p className={classes.note}>{note}</p>
      {total === 0 ? (
        <p className={classes.none}>{none}</p>
      ) : (
        <>
          <DayChart rows={rows} series={series} currency={null} />
          <table className={classes.counts} aria-label={`${title} by status`}>
            <tbody>
              {by_status.map(({ status, count }) => (
                <tr key={status}>
                  <th scope="row">
                    <StatusBadge status={status} label={labels?.[status]} />
                  </th>
                  <td className={classes.number}>
                    {statuses.status?.includes(status) ? (
                      <TextLink
                        href={listPath(list, { status, from: days[0], to: days.at(-1) })}
                        aria-label={`${count.toLocaleString("en-US")}: view the list`}
                      >
                        {count.toLocaleString("en-US")}
                      </TextLink>
                    ) : (
                      count.toLocaleString("en-US")
                    )}
                  </td>
                  <td className={`${classes.number} ${classes.share}`}>{shareOf(count, total)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <ByDay
            label={`${title} by day`}
            columns={series.map(({ name }) => name)}
            rows={rows.map((row) => ({
              day: String(row.day),
              cells: series.map(({ name }) => Number(row[name]).toLocaleString("en-US")),
            }))}
          />
        </>
      )}
    </section>
  );
}

/** `3 of 400` → `0.8%`: with a decimal below 10%. */
const shareOf = (count: number, total: number) => {
  const share = (count / total) * 100;
  return `${share < 10 && share % 1 ? share.toFixed(1) : Math.round(share)}%`;
};
