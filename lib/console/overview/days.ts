import { type SQL, sql } from "drizzle-orm";
import { firstIdOf, type IdPrefix } from "@/lib/core/ids";

const DAY_MS = 24 * 3600 * 1000;

/** The last days in UTC, including today: `2026-01-31`, oldest first. */
export function lastDays(count: number, now = Date.now()): string[] {
  const today = Math.floor(now / DAY_MS);
  return Array.from({ length: count }, (_, i) => dayOf((today - count + 1 + i) * DAY_MS));
}

const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);

/** The days as rows `d (day, since, before)`: the first id of each day and of the next. */
export function idsOfDays(prefix: IdPrefix, days: string[]): SQL {
  const starts = days.map((day) => Date.parse(day));
  const ids = (times: number[]) => sql.param(times.map((time) => firstIdOf(prefix, time)));
  const ends = starts.map((time) => time + DAY_MS);
  return sql`unnest(${sql.param(days)}::text[], ${ids(starts)}::text[], ${ids(ends)}::text[]) as d (day, since, before)`;
}
