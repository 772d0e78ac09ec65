import { type SQL, sql } from "drizzle-orm";
import { env } from "@/lib/env";
import { firstIdOf } from "@/lib/ids";
import { idsOfDays } from "./days";

/**
 * Prop accounts opened on each day, by the status that they have now, without those that these payments
 * bought: the ones in Stripe's other mode, which aren't counted as payments either.
 */
export const accountsSql = (days: string[], others: string[]) => sql`
  select day, status, n from ${idsOfDays("prop", days)}, lateral (
    select status, count(*)::int as n from prop_accounts where id >= d.since and id < d.before
      and (payment_id is null or payment_id <> all(${sql.param(others)}::text[]))
    group by status) of_day`;

/** So many tell a median well; all of a large firm's would take a second to read. */
export const MOST_ACTIVATIONS = 10_000;

/** Paid accounts that became active, and after how many seconds: the newest of those from an id on. */
const activations = (from: SQL, most: number) => sql`
  (select extract(epoch from a.activated_at - p.paid_at)::float8 as seconds
    from prop_accounts a join payments p on p.id = a.payment_id
    where ${from} and a.activated_at is not null and p.paid_at is not null and p.livemode = ${env().livemode}
    order by a.id desc limit ${most}) newest`;

const told = sql`percentile_cont(0.5) within group (order by seconds) as median,
    percentile_cont(0.95) within group (order by seconds) as p95, count(*)::int as counted`;

/** How long the newest accounts of these days took, from being paid to being active, in seconds. */
export const activationSql = ([first = ""]: string[]) =>
  sql`select ${told} from ${activations(sql`a.id >= ${firstIdOf("prop", Date.parse(first))}`, MOST_ACTIVATIONS)}`;

/** How many of a day's newest accounts are looked at: so many that all days together are no dearer. */
export const mostOfADay = (days: string[]) => Math.floor(MOST_ACTIVATIONS / days.length);

/** The same of each day that had any: of as many of its newest as leave all days together no dearer. */
export const activationByDaySql = (days: string[]) => sql`
  select day, median, p95, counted from ${idsOfDays("prop", days)}, lateral (
    select ${told} from ${activations(sql`a.id >= d.since and a.id < d.before`, mostOfADay(days))}) of_day
  where counted > 0 order by day`;
