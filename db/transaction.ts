import { drizzle } from "drizzle-orm/node-postgres";
import type pg from "pg";
import type { Database, Transaction } from "./client";
import { PooledClient } from "./pooled-client";
import { QueryError, withSafeErrors } from "./query-error";

// One for each connection as long as it lives, so that what is built once (`once`) is for its transactions too.
const builders = new WeakMap<pg.PoolClient, Transaction>();

function builderOf(client: pg.PoolClient): Transaction {
  const known = builders.get(client);
  if (known) return known;
  const made = withSafeErrors(drizzle(client));
  builders.set(client, made);
  return made;
}

/**
 * Runs work in one transaction: all of it is kept, or when it throws none of it.
 * Drizzle's own `transaction` never gives its connection back when BEGIN fails, so that each
 * outage would cost the pool one for good; this one destroys a connection that broke.
 */
export async function inTransaction<T>(
  db: Database,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const client = await db.$client.connect();
  let broken = false;
  try {
    await client.query(client instanceof PooledClient ? PooledClient.begin : "begin");
    const result = await work(builderOf(client));
    await client.query("commit").catch((error: Error) => {
      // An answer that is lost here may be of work that is done.
      throw new QueryError("commit", error);
    });
    return result;
  } catch (error) {
    await client.query("rollback").catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
