import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import pg from "pg";
import { PooledClient } from "./pooled-client";
import { PreparingClient } from "./prepare";
import { withSafeErrors } from "./query-error";
import { QUERY_MS } from "./time-limits";

/** Limits that belong to a session. A pooler in transaction mode refuses or drops them: see `PooledClient`. */
const SESSION_LIMITS = {
  statement_timeout: QUERY_MS,
  idle_in_transaction_session_timeout: QUERY_MS,
};

/**
 * Opens a connection pool and the query builder over it.
 * A connection that can't be had within 5 s is an error, so that an unreachable database costs a request
 * 5 s and not forever.
 *
 * @param max how many connections at most.
 * @param pooler whether `databaseUrl` is a pooler that changes connections after each transaction.
 */
export function connect(databaseUrl: string, max = 10, { pooler = false } = {}) {
  const pool = new pg.Pool({
    Client: pooler ? PooledClient : PreparingClient,
    connectionString: databaseUrl,
    max,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    // No query of ours takes half a minute; one that does waits for a server that is gone.
    query_timeout: QUERY_MS + 5_000,
    ...(!pooler && SESSION_LIMITS),
  });
  // An idle connection that the server closes must not end the process; neither must one in use, whose
  // query fails by itself.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return { pool, db: withSafeErrors(drizzle(pool)) };
}

export type Database = ReturnType<typeof connect>["db"];
/** The query builder inside a transaction; see `inTransaction`. */
export type Transaction = NodePgDatabase;

/** What a query needs: the database, or a transaction in it. */
export type Executor = Database | Transaction;
