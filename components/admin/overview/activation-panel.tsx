import type { Overview } from "@/lib/console/schemas";
import panel from "../../ui/panel.module.css";
import { ByDay } from "./by-day";
import { durationName } from "./days";
import classes from "./overview.module.css";
import { WaitChart } from "./wait-chart";

const MEDIAN = "Median";
const P95 = "95 in 100 within";
const series = [
  { name: MEDIAN, color: "var(--mantine-primary-color-filled)" },
  { name: P95, color: "var(--pd-amber)" },
];

/** How long buyers waited for their account. */
export function ActivationPanel({ activation, days }: Pick<Overview, "activation" | "days">) {
  const found = new Map(activation?.by_day.map((row) => [row.day, row]));
  const rows = days.map((day) => ({
    day,
    [MEDIAN]: found.get(day)?.median ?? null,
    [P95]: found.get(day)?.p95 ?? null,
  }));
  return (
    <section className={panel.panel} aria-labelledby="activation">
      <div className={classes.title}>
        <h2 id="activation">From payment to active account</h2>
      </div>
      <p className={classes.note}>
        From the moment that Stripe was paid to the moment that the account could be traded.
        {activation && !activation.isAll && (
          <> The newest {activation.counted.toLocaleString("en-US")} of these days.</>
        )}
        {activation?.most_of_a_day && (
          <> Of each day in the chart the newest {activation.most_of_a_day} at most.</>
        )}
      </p>
      {activation === null ? (
        <p className={classes.none}>No bought account became active in these days.</p>
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
            label="From payment to active account by day"
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
