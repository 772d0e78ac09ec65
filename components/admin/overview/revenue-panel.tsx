import type { Revenue } from "@/lib/console/schemas";
import { formatMoney } from "@/lib/core/money";
import panel from "../../ui/panel.module.css";
import { ByDay } from "./by-day";
import { DayChart } from "./day-chart";
import classes from "./overview.module.css";

const GROSS = "Gross";
const RETURNED = "Refunds and disputes";
const series = [
  { name: GROSS, color: "var(--mantine-primary-color-filled)" },
  { name: RETURNED, color: "var(--pd-red)" },
];

/** The negative of an amount; 0 instead of -0. */
const negative = (cents: number) => (cents === 0 ? 0 : -cents);

interface Props {
  revenue: Revenue;
  days: string[];
  /** Whether there are other currencies: then the title names this one. */
  isOneOfSeveral: boolean;
}

/** Card payments of one currency: gross, returned and net. */
export function RevenuePanel({ revenue, days, isOneOfSeveral }: Props) {
  const { currency } = revenue;
  const money = (cents: number) => formatMoney(cents, currency);
  const byDay = new Map(revenue.by_day.map((row) => [row.day, row]));
  const rows = days.map((day) => ({
    day,
    [GROSS]: byDay.get(day)?.received_cents ?? 0,
    [RETURNED]: negative(byDay.get(day)?.returned_cents ?? 0),
  }));
  const id = `revenue-${currency}`;
  return (
    <section className={`${panel.panel} ${classes.whole}`} aria-labelledby={id}>
      <div className={classes.title}>
        <h2 id={id}>Card revenue{isOneOfSeveral && ` in ${currency.toUpperCase()}`}</h2>
      </div>
      <p className={classes.note}>
        Successful card payments by the day they were started, before Stripe fees. Refunds and
        disputes are shown on the day of the original payment. Wallet top-ups are included, so
        purchases from a wallet aren't.
      </p>
      <dl className={classes.sums}>
        <div>
          <dt>Net</dt>
          <dd className={classes.net}>{money(revenue.net_cents)}</dd>
        </div>
        <div>
          <dt>{GROSS}</dt>
          <dd>
            {money(revenue.received_cents)}
            {revenue.deposits_cents > 0 && (
              <small>including {money(revenue.deposits_cents)} in wallet top-ups</small>
            )}
          </dd>
        </div>
        <div>
          <dt>Refunded</dt>
          <dd>{money(negative(revenue.refunded_cents))}</dd>
        </div>
        <div>
          <dt>Lost in disputes</dt>
          <dd>{money(negative(revenue.lost_cents))}</dd>
        </div>
        {revenue.held_cents > 0 && (
          <div>
            <dt>Held in disputes</dt>
            <dd>
              {money(negative(revenue.held_cents))}
              <small>returned if you win</small>
            </dd>
          </div>
        )}
      </dl>
      <DayChart rows={rows} series={series} currency={currency} />
      <ByDay
        label={`Revenue in ${currency.toUpperCase()} by day`}
        columns={[GROSS, RETURNED]}
        rows={rows.map((row) => ({
          day: row.day,
          cells: [money(Number(row[GROSS])), money(Number(row[RETURNED]))],
        }))}
      />
    </section>
  );
}
