import type { Revenue } from "@/lib/console/schemas";
import { formatMoney } from "@/lib/money";
import panel from "../../ui/panel.module.css";
import { ByDay } from "./by-day";
import { DayChart } from "./day-chart";
import classes from "./overview.module.css";

const RECEIVED = "Received";
const RETURNED = "Went back";
const series = [
  { name: RECEIVED, color: "var(--mantine-primary-color-filled)" },
  { name: RETURNED, color: "var(--pd-red)" },
];

/** Taken away; nothing stays nothing. */
const less = (cents: number) => (cents === 0 ? 0 : -cents);

interface Props {
  revenue: Revenue;
  days: string[];
  /** Whether there are others: then the title names the currency. */
  isOneOfSeveral: boolean;
}

/** What came in by card in one currency, what went back, and what is left. */
export function RevenuePanel({ revenue, days, isOneOfSeveral }: Props) {
  const { currency } = revenue;
  const money = (cents: number) => formatMoney(cents, currency);
  const found = new Map(revenue.by_day.map((row) => [row.day, row]));
  const rows = days.map((day) => ({
    day,
    [RECEIVED]: found.get(day)?.received_cents ?? 0,
    [RETURNED]: less(found.get(day)?.returned_cents ?? 0),
  }));
  const id = `revenue-${currency}`;
  return (
    <section className={`${panel.panel} ${classes.whole}`} aria-labelledby={id}>
      <div className={classes.title}>
        <h2 id={id}>Revenue by card{isOneOfSeveral && ` in ${currency.toUpperCase()}`}</h2>
      </div>
      <p className={classes.note}>
        Payments made in these days that were paid, before Stripe's fees. What went back since
        stands on the day of its payment. Purchases from wallets aren't counted again.
      </p>
      <dl className={classes.sums}>
        <div>
          <dt>Net</dt>
          <dd className={classes.net}>{money(revenue.net_cents)}</dd>
        </div>
        <div>
          <dt>Received</dt>
          <dd>
            {money(revenue.received_cents)}
            {revenue.deposits_cents > 0 && (
              <small>{money(revenue.deposits_cents)} of it into wallets</small>
            )}
          </dd>
        </div>
        <div>
          <dt>Refunded</dt>
          <dd>{money(less(revenue.refunded_cents))}</dd>
        </div>
        <div>
          <dt>Lost in disputes</dt>
          <dd>{money(less(revenue.lost_cents))}</dd>
        </div>
      </dl>
      <DayChart rows={rows} series={series} currency={currency} />
      <ByDay
        label={`Revenue in ${currency.toUpperCase()} by day`}
        columns={[RECEIVED, RETURNED]}
        rows={rows.map((row) => ({
          day: row.day,
          cells: [money(Number(row[RECEIVED])), money(Number(row[RETURNED]))],
        }))}
      />
    </section>
  );
}
