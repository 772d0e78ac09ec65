import type { Outcomes, Revenue } from "../schemas";
import type { PaymentsOfDay, ReturnsOfDay } from "./payments";

export interface OfDay {
  day: string;
  status: string;
  n: number;
}

/** Counts by status, the most frequent first; equal ones in the order of the statuses. */
export function outcomesOf(rows: OfDay[], order: readonly string[]): Outcomes {
  const all = new Map<string, number>(order.map((status) => [status, 0]));
  const days = new Map<string, Record<string, number>>();
  for (const { day, status, n } of rows) {
    all.set(status, (all.get(status) ?? 0) + n);
    const counts = days.get(day) ?? {};
    counts[status] = (counts[status] ?? 0) + n;
    days.set(day, counts);
  }
  const byStatus = [...all].map(([status, count]) => ({ status, count }));
  return {
    total: byStatus.reduce((sum, { count }) => sum + count, 0),
    by_status: byStatus.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count),
    by_day: [...days].map(([day, counts]) => ({ day, counts })).sort(byDay),
  };
}

/** The money of each currency, the largest first. */
export function revenueOf(payments: PaymentsOfDay[], returns: ReturnsOfDay[]): Revenue[] {
  const found = new Map<string, Revenue>();
  const of = (currency: string): Revenue => {
    const existing = found.get(currency) ?? nothing(currency);
    found.set(currency, existing);
    return existing;
  };
  for (const { day, currency, kind, cents } of payments) {
    const amount = Number(cents);
    if (amount === 0) continue;
    const sums = of(currency);
    sums.received_cents += amount;
    if (kind === "deposit") sums.deposits_cents += amount;
    onDay(sums, day).received_cents += amount;
  }
  for (const { day, currency, kind, cents } of returns) {
    const amount = Number(cents);
    const sums = of(currency);
    if (kind === "refund") sums.refunded_cents += amount;
    else if (kind === "lost") sums.lost_cents += amount;
    else sums.held_cents += amount;
    onDay(sums, day).returned_cents += amount;
  }
  for (const sums of found.values()) {
    sums.net_cents = sums.received_cents - sums.refunded_cents - sums.lost_cents - sums.held_cents;
    sums.by_day.sort(byDay);
  }
  return [...found.values()].sort((a, b) => b.received_cents - a.received_cents);
}

/** What was received in each currency, in minor units. */
export const receivedOf = (payments: PaymentsOfDay[]): Record<string, number> =>
  Object.fromEntries(
    revenueOf(payments, []).map(({ currency, received_cents }) => [currency, received_cents]),
  );

const byDay = (a: { day: string }, b: { day: string }) => (a.day < b.day ? -1 : 1);

const nothing = (currency: string): Revenue => ({
  currency,
  received_cents: 0,
  deposits_cents: 0,
  refunded_cents: 0,
  lost_cents: 0,
  held_cents: 0,
  net_cents: 0,
  by_day: [],
});

function onDay(sums: Revenue, day: string) {
  const existing = sums.by_day.find((row) => row.day === day);
  if (existing) return existing;
  const created = { day, received_cents: 0, returned_cents: 0 };
  sums.by_day.push(created);
  return created;
}
