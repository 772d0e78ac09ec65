import { createHash } from "node:crypto";
import type { SQL } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import pg from "pg";
import type { Database, Executor } from "./client";
import { MarkedClient } from "./marked-client";

// A connection keeps what it prepared. Past this many a text is of a kind that never comes twice.
const MOST = 500;
const names = new Map<string, string>();

/** The name that a statement is prepared under; none once there are too many. */
function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known || names.size >= MOST) return known;
  const name = createHash("sha1").update(text).digest("base64url");
  names.set(text, name);
  return name;
}

interface Built {
  text: string;
  name?: string | undefined;
}
/** What the query builder made, and asks to be answered in arrays; what was written by hand isn't. */
const isBuilt = (query: unknown): query is Built =>
  typeof query === "object" && query !== null && "rowMode" in query && "text" in query;

/**
 * A connection that has each statement of the query builder parsed and planned once: their texts are few
 * and come again and again. The console's own statements are planned for what is asked each time: a page
 * of a rare status wants another plan than one of a usual one.
 */
export class PreparingClient extends MarkedClient {
  constructor(config?: pg.ClientConfig) {
    super(config);
    this.query = new Proxy(this.query, {
      apply: (_, client, args) => {
        const [asked] = args;
        if (isBuilt(asked)) asked.name ??= nameOf(asked.text);
        return Reflect.apply(pg.Client.prototype.query, client, args);
      },
    });
  }
}

const dialect = new PgDialect();

/** Runs a statement that was written by hand and comes often, prepared under its name. */
export async function executePrepared<T extends pg.QueryResultRow>(
  db: Database,
  name: string,
  statement: SQL,
): Promise<T[]> {
  const { sql: text, params: values } = dialect.sqlToQuery(statement);
  return (await db.$client.query<T>({ name, text, values })).rows;
}

/**
 * Something that is made once for each database: above all a statement of the query builder, which runs with
 * other values from then on. Without it the text of a hot one is put together anew at each call.
 */
export function once<T>(prepare: (db: Executor) => T): (db: Executor) => T {
  const made = new WeakMap<Executor, T>();
  return (db) => {
    const known = made.get(db);
    if (known !== undefined) return known;
    const statement = prepare(db);
    made.set(db, statement);
    return statement;
  };
}
