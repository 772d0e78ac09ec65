import type pg from "pg";
import type { Database } from "./client";

/**
 * Runs a statement that is given up after `ms`, and its connection with it: a database that accepts
 * connections and doesn't respond must not hold whatever reports that. Waiting for a connection takes
 * up to 5 s more.
 */
export async function queryWithin<T extends pg.QueryResultRow>(
  db: Database,
  ms: number,
  text: string,
  values: unknown[] = [],
): Promise<T[]> {
  // node-postgres reads the limit of each statement; its types know the connection's alone.
  const statement = { text, values, query_timeout: ms };
  return (await db.$client.query<T>(statement)).rows;
}
