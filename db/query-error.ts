import type { NodePgDatabase } from "drizzle-orm/node-postgres";
import pg from "pg";

/**
 * A failed query: its text and the reason. The query builder's own error has the values in its message, and
 * PostgreSQL's has them in its detail: email addresses, session ids, request input. Printing this error prints
 * none of them.
 */
export class QueryError extends Error {
  constructor(
    readonly query: string,
    cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : "query failed", { cause });
    this.name = "QueryError";
  }
}

/** Makes a query builder throw a QueryError in place of its own. */
export function withSafeErrors<D extends NodePgDatabase>(db: D): D {
  const { session } = db._;
  const prepareQuery = session.prepareQuery.bind(session);
  session.prepareQuery = (...args) => {
    const prepared = prepareQuery(...args);
    const execute = prepared.execute.bind(prepared);
    prepared.execute = (...values) => execute(...values).catch(throwSafe);
    return prepared;
  };
  return db;
}

function throwSafe(error: unknown): never {
  if (!(error instanceof Error && "query" in error && typeof error.query === "string")) throw error;
  throw new QueryError(error.query, withoutValues(error.cause));
}

/** An error of PostgreSQL's without the values; its code and constraint stay. */
function withoutValues(error: unknown): unknown {
  if (!(error instanceof pg.DatabaseError)) return error;
  for (const field of ["detail", "where", "internalQuery"] as const) delete error[field];
  // Data exceptions quote what they couldn't parse: invalid input syntax for type integer: "…".
  if (error.code?.startsWith("22")) {
    const { message } = error;
    error.message = message.replace(/".*"/s, '"…"');
    error.stack = error.stack?.replace(message, error.message);
  }
  return error;
}
