import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import pg from "pg";
import { PooledClient } from "./pooled-client";
import { PreparingClient } from "./preparing-client";
import { withSafeErrors } from "./query-error";
import { QUERY_MS } from "./time-limits";

/** Limits of a session. A pooler in transaction mode rejects or drops them: see `PooledClient`. */
const SESSION_LIMITS = {
  statement_timeout: QUERY_MS,
  idle_in_transaction_session_timeout: QUERY_MS,
};

/**
 * Opens a connection pool and the query builder over it.
 * Getting a connection takes at most 5 s, so that an unreachable database costs a request
 * 5 s.
 *
 * @param max the most connections.
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
    // No query takes half a minute; one that does waits for a server that is gone.
    query_timeout: QUERY_MS + 5_000,
    ...(!pooler && SESSION_LIMITS),
  });
  // An idle connection that the server closes must not end the process; neither must one in use, whose
  // query fails anyway.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return { pool, db: withSafeErrors(drizzle(pool)) };
}

export type Database = ReturnType<typeof connect>["db"];
/** The query builder inside a transaction; see `inTransaction`. */
export type Transaction = NodePgDatabase;

/** What can run a query: the database, or a transaction. */
export type Executor = Database | Transaction;
