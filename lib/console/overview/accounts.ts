import { type SQL, sql } from "drizzle-orm";
import { env } from "@/lib/core/env";
import { firstIdOf } from "@/lib/core/ids";
import { idsOfDays } from "./days";

/**
 * Prop accounts opened on each day, by their present status, without those of the given payments: payments
 * of Stripe's other mode aren't counted, so their accounts aren't either.
 */
export const accountsSql = (days: string[], others: string[]) => sql`
  select day, status, n from ${idsOfDays("prop", days)}, lateral (
    select status, count(*)::int as n from prop_accounts where id >= d.since and id < d.before
      and (payment_id is null or payment_id <> all(${sql.param(others)}::text[]))
    group by status) of_day`;

/** Enough for a good median; all accounts of a large firm would take a second to read. */
export const MOST_ACTIVATIONS = 10_000;

/** Paid accounts that became active, with the seconds that it took: the newest of those from an id on. */
const activations = (from: SQL, most: number) => sql`
  (select extract(epoch from a.activated_at - p.paid_at)::float8 as seconds
    from prop_accounts a join payments p on p.id = a.payment_id
    where ${from} and a.activated_at is not null and p.paid_at is not null and p.livemode = ${env().livemode}
    order by a.id desc limit ${most}) newest`;

const percentiles = sql`percentile_cont(0.5) within group (order by seconds) as median,
    percentile_cont(0.95) within group (order by seconds) as p95, count(*)::int as counted`;

/** The seconds from paid to active of the newest accounts in these days. */
export const activationSql = ([first = ""]: string[]) =>
  sql`select ${percentiles} from ${activations(sql`a.id >= ${firstIdOf("prop", Date.parse(first))}`, MOST_ACTIVATIONS)}`;

/** How many of a day's newest accounts are read, so that all days together cost no more. */
export const mostOfADay = (days: string[]) => Math.floor(MOST_ACTIVATIONS / days.length);

/** The same for each day that had any, limited to the newest of the day. */
export const activationByDaySql = (days: string[]) => sql`
  select day, median, p95, counted from ${idsOfDays("prop", days)}, lateral (
    select ${percentiles} from ${activations(sql`a.id >= d.since and a.id < d.before`, mostOfADay(days))}) of_day
  where counted > 0 order by day`;
