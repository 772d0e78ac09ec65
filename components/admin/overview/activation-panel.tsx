import type { Overview } from "@/lib/console/schemas";
import panel from "../../ui/panel.module.css";
import { ByDay } from "./by-day";
import { durationName } from "./days";
import classes from "./overview.module.css";
import { WaitChart } from "./wait-chart";

const MEDIAN = "Median";
const P95 = "95th percentile";
const series = [
  { name: MEDIAN, color: "var(--mantine-primary-color-filled)" },
  { name: P95, color: "var(--pd-amber)" },
];

/** The time from payment to active account. */
export function ActivationPanel({ activation, days }: Pick<Overview, "activation" | "days">) {
  const byDay = new Map(activation?.by_day.map((row) => [row.day, row]));
  const rows = days.map((day) => ({
    day,
    [MEDIAN]: byDay.get(day)?.median ?? null,
    [P95]: byDay.get(day)?.p95 ?? null,
  }));
  return (
    <section className={panel.panel} aria-labelledby="activation">
      <div className={classes.title}>
        <h2 id="activation">Time to activation</h2>
      </div>
      <p className={classes.note}>
        From successful payment to a tradable account.
        {activation && !activation.isAll && (
          <> Based on the newest {activation.counted.toLocaleString("en-US")} in this period.</>
        )}
        {activation?.most_of_a_day && (
          <> The chart uses at most the newest {activation.most_of_a_day} of each day.</>
        )}
      </p>
      {activation === null ? (
        <p className={classes.none}>No paid accounts were activated in this period.</p>
      ) : (
        <>
          <dl className={classes.sums}>
            <div>
              <dt>{MEDIAN}</dt>
              <dd className={classes.net}>{durationName(activation.median)}</dd>
            </div>
            <div>
              <dt>{P95}</dt>
              <dd className={classes.net}>{durationName(activation.p95)}</dd>
            </div>
            <div>
              <dt>Accounts</dt>
              <dd className={classes.net}>{activation.counted.toLocaleString("en-US")}</dd>
            </div>
          </dl>
          <WaitChart rows={rows} series={series} />
          <ByDay
            label="Time to activation by day"
            columns={series.map(({ name }) => name)}
            rows={activation.by_day.map(({ day, median, p95 }) => ({
              day,
              cells: [median, p95].map(durationName),
            }))}
          />
        </>
      )}
    </section>
  );
}
