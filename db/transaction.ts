import { drizzle } from "drizzle-orm/node-postgres";
import type pg from "pg";
import type { Database, Transaction } from "./client";
import { PooledClient } from "./pooled-client";
import { QueryError, withSafeErrors } from "./query-error";

// One query builder for each connection: statements that `once` (prepare.ts) prepares serve its later transactions too.
const builders = new WeakMap<pg.PoolClient, Transaction>();

function transactionOf(client: pg.PoolClient): Transaction {
  const existing = builders.get(client);
  if (existing) return existing;
  const builder = withSafeErrors(drizzle(client));
  builders.set(client, builder);
  return builder;
}

/**
 * Runs work in one transaction: all of it is committed, or, if it throws, none of it.
 * Drizzle's own `transaction` doesn't release its connection if BEGIN fails, so that each
 * outage would cost the pool one connection; this one destroys a connection that broke.
 */
export async function inTransaction<T>(
  db: Database,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const client = await db.$client.connect();
  let isBroken = false;
  try {
    await client.query(client instanceof PooledClient ? PooledClient.begin : "begin");
    const result = await work(transactionOf(client));
    await client.query("commit").catch((error: Error) => {
      // If the response to COMMIT was lost, the work may be committed.
      throw new QueryError("commit", error);
    });
    return result;
  } catch (error) {
    await client.query("rollback").catch(() => {
      isBroken = true;
    });
    throw error;
  } finally {
    client.release(isBroken);
  }
}
