import { type SQL, sql } from "drizzle-orm";

/**
 * The first number of a table's key at or after each time, as rows `(at, first)`: one more than the last number if there
 * is none, and no rows for an empty table. Numbers rise with `created_at`, so they are found by binary search: about
 * twenty reads of the primary key instead of an index by time. `times` is a statement with rows `(at)`.
 */
export const firstNumbers = (table: SQL, key: SQL, times: SQL): SQL => sql`
  with recursive cut (at, low, high) as (
    select t.at, (select min(${key}) from ${table}) - 1, (select max(${key}) from ${table}) + 1 from (${times}) t
    union all
    select at, case when is_before then middle else low end, case when is_before then high else middle end
    from (select at, low, high, low + (high - low) / 2 as middle,
        (select created_at from ${table} where ${key} >= low + (high - low) / 2 order by ${key} limit 1) < at as is_before
      from cut where high - low > 1) looked)
  select at, high as first from cut where high - low = 1`;
