import type pg from "pg";
import type { Database } from "./client";

/**
 * Runs a statement that is canceled after `ms`, together with its connection: a database that accepts
 * connections and doesn't respond must not hold up a health report. Waiting for a connection takes
 * up to 5 s more.
 */
export async function queryWithin<T extends pg.QueryResultRow>(
  db: Database,
  ms: number,
  text: string,
  values: unknown[] = [],
): Promise<T[]> {
  // node-postgres reads the limit of each statement; its types have only the connection's.
  const statement = { text, values, query_timeout: ms };
  return (await db.$client.query<T>(statement)).rows;
}
