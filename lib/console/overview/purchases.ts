import { sql } from "drizzle-orm";
import { purchaseStatus } from "@/lib/challenges/schemas";

const LAST_INTEGER = 2_147_483_647;

/**
 * Purchases of each day by status. Their ids are numbers that rise with time, so the first one of each
 * day is found by binary search: about twenty reads of the primary key instead of an index by time.
 */
export const purchasesSql = (days: string[]) => sql`
  with recursive cut (day, low, high) as (
    select d.day, (select min(id) from purchases) - 1, (select max(id) from purchases) + 1
    from unnest(${sql.param(days)}::text[]) as d (day)
    union all
    select day, case when is_before then middle else low end, case when is_before then high else middle end
    from (select day, low, high, (low + high) / 2 as middle,
        (select created_at from purchases where id >= (low + high) / 2 order by id limit 1)
          < day::timestamp at time zone 'UTC' as is_before
      from cut where high - low > 1) looked)
  select day, status, n
  from (select day, high as since, coalesce(lead(high) over (order by day), ${LAST_INTEGER}) as before
    from cut where high - low = 1) d,
    unnest(${sql.param(Object.values(purchaseStatus))}::smallint[]) as s (status),
    lateral (select count(*)::int as n from purchases p
      where p.status = s.status and id >= d.since and id < d.before) of_day
  where n > 0`;
