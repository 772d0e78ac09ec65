import type { SQL } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import type pg from "pg";
import type { Database, Executor } from "./client";

const dialect = new PgDialect();

/** Runs a hand-written statement that is used often, prepared under its name. */
export async function executePrepared<T extends pg.QueryResultRow>(
  db: Database,
  name: string,
  statement: SQL,
): Promise<T[]> {
  const { sql: text, params: values } = dialect.sqlToQuery(statement);
  return (await db.$client.query<T>({ name, text, values })).rows;
}

/**
 * Creates something once for each database: above all a statement of the query builder, which is then run with other
 * values. Without it the text of a frequent statement is built at each call.
 */
export function once<T>(prepare: (db: Executor) => T): (db: Executor) => T {
  const instances = new WeakMap<Executor, T>();
  return (db) => {
    const existing = instances.get(db);
    if (existing !== undefined) return existing;
    const statement = prepare(db);
    instances.set(db, statement);
    return statement;
  };
}
