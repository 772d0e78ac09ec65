import type { Overview, Revenue } from "@/lib/console/schemas";
import { formatMoney } from "@/lib/core/money";
import classes from "./overview.module.css";

/** The period's main numbers, each beside that of as many days before. */
export function KeyFigures({ overview }: { overview: Overview }) {
  const { days, revenue, sales, previous } = overview;
  const counts = [
    { label: "Sales by card", now: sales.card, before: previous.sales.card },
    { label: "Sales from wallets", now: sales.wallet, before: previous.sales.wallet },
    {
      label: "Accounts opened",
      now: sales.accounts_opened,
      before: previous.sales.accounts_opened,
    },
  ];
  const period = `previous ${days.length} days`;
  return (
    <dl className={classes.figures}>
      {revenueFigures(revenue, previous.received_cents).map(({ currency, now, before }) => (
        <Figure
          key={currency}
          label={`Gross card revenue${revenue.length > 1 ? ` in ${currency.toUpperCase()}` : ""}`}
          value={formatMoney(now, currency)}
          change={changeOf(now, before, formatMoney(before, currency), period)}
        />
      ))}
      {counts.map(({ label, now, before }) => (
        <Figure
          key={label}
          label={label}
          value={now.toLocaleString("en-US")}
          change={changeOf(now, before, before.toLocaleString("en-US"), period)}
        />
      ))}
    </dl>
  );
}

function Figure({ label, value, change }: { label: string; value: string; change: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {value}
        <small>{change}</small>
      </dd>
    </div>
  );
}

/** The revenue of each currency that has any, now or before; in dollars where there is none at all. */
function revenueFigures(revenue: Revenue[], before: Record<string, number>) {
  const now = new Map(revenue.map(({ currency, received_cents }) => [currency, received_cents]));
  const currencies = new Set([...now.keys(), ...Object.keys(before)]);
  if (currencies.size === 0) currencies.add("usd");
  return [...currencies].map((currency) => ({
    currency,
    now: now.get(currency) ?? 0,
    before: before[currency] ?? 0,
  }));
}

/** `▲ 25% on 4 in the previous 30 days`. Without a number before there is no share: the sentence says so. */
export function changeOf(now: number, before: number, shown: string, period: string): string {
  if (before === 0) return `${shown} in the ${period}`;
  if (now === before) return `Same as in the ${period}`;
  const share = Math.round((Math.abs(now - before) / before) * 100);
  const sign = now > before ? "▲" : "▼";
  return `${sign} ${share === 0 ? "<1" : share.toLocaleString("en-US")}% on ${shown} in the ${period}`;
}
