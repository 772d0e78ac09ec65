import { drizzle } from "drizzle-orm/node-postgres";
import type { Database, Transaction } from "./client";

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
    await client.query("begin");
    const result = await work(drizzle(client));
    await client.query("commit");
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
