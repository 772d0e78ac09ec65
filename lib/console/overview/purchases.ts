import { type SQL, sql } from "drizzle-orm";
import { purchaseStatus } from "@/lib/challenges/schemas";
import { firstNumbers } from "../first-numbers";

const LAST_INTEGER = 2_147_483_647;

/**
 * The days as rows `(day, since, before)`: the first number of each day, and of the next one; of the last day, all from its
 * first on. `table` has a key `id` that rises with `created_at`.
 */
export const idRanges = (table: SQL, days: string[]): SQL => sql`
  select to_char(at at time zone 'UTC', 'YYYY-MM-DD') as day, first as since,
    coalesce(lead(first) over (order by at), ${LAST_INTEGER}) as before
  from (${firstNumbers(table, sql`id`, startsOf(days))}) starts`;

/** Purchases of each day by status. */
export const purchasesSql = (days: string[]) => sql`
  select day, status, n from (${idRanges(sql`purchases`, days)}) d,
    unnest(${sql.param(Object.values(purchaseStatus))}::smallint[]) as s (status),
    lateral (select count(*)::int as n from purchases p
      where p.status = s.status and id >= d.since and id < d.before) of_day
  where n > 0`;

const startsOf = (days: string[]) =>
  sql`select day::timestamp at time zone 'UTC' as at from unnest(${sql.param(days)}::text[]) as d (day)`;
