import { type SQL, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { firstIdOf } from "@/lib/core/ids";
import { firstNumbers } from "./first-numbers";
import { type ListDays, msOfDays } from "./schemas";
import type { CreatedBy } from "./spec";

/**
 * The conditions for rows of some days. Numbers are looked up first, so that PostgreSQL knows how many rows there are
 * between them when it plans the list's statement.
 */
export async function withinDays(
  db: Database,
  created: CreatedBy,
  days: ListDays = {},
): Promise<SQL[]> {
  const { since, before } = msOfDays(days);
  if ("number" in created) {
    const numbers = await firstNumbersAt(db, created, [since, before]);
    return between(created.number, numbers);
  }
  if ("id" in created) {
    const { id, prefix } = created;
    return between(
      id,
      [since, before].map((ms) => ms && firstIdOf(prefix, ms)),
    );
  }
  return between(
    created.at,
    [since, before].map((ms) => ms && sql`${new Date(ms).toISOString()}::timestamptz`),
  );
}

const between = (key: SQL, [from, to]: unknown[]): SQL[] => [
  ...(from === undefined ? [] : [sql`${key} >= ${from}`]),
  ...(to === undefined ? [] : [sql`${key} < ${to}`]),
];

/** The table's first number at or after each time; 0 in an empty table. */
async function firstNumbersAt(
  db: Database,
  { table, key }: Extract<CreatedBy, { number: SQL }>,
  times: (number | undefined)[],
) {
  const sent = [...new Set(times)].filter((ms) => ms !== undefined);
  if (sent.length === 0) return [];
  const at = sent.map((ms) => new Date(ms).toISOString());
  const { rows } = await db.execute<{ at: Date | string; first: number | string }>(
    firstNumbers(table, key, sql`select unnest(${sql.param(at)}::timestamptz[]) as at`),
  );
  const found = new Map(rows.map((row) => [new Date(row.at).getTime(), Number(row.first)]));
  return times.map((ms) => ms && (found.get(ms) ?? 0));
}
