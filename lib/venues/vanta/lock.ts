import type { Database } from "@/db/client";
import { MarkedClient } from "@/db/marked-client";
import { sessionUrl } from "@/lib/core/database";
import { VenueError } from "../port";

// A number that no other advisory lock of this database has; the entity is the second half of the key.
const VENUE_LOCK = 481_516;
/** How long an account waits for the lock before its job ends and comes again. */
export const LOCK_TIMEOUT_MS = 10_000;

/**
 * Runs work while this process alone creates subaccounts for the entity. The lock is a session's, on a
 * connection of its own: no transaction stays open during a call to the gateway, a killed process releases it
 * immediately where a lease would have to expire, and the pool lends no connection for a minute.
 * If the connection breaks, the lock is lost and the work goes on: its request is stored
 * (`pending-creation.ts`), and no other account requests past that.
 */
export async function withEntityLock<T>(
  db: Database,
  entity: string,
  work: () => Promise<T>,
): Promise<T> {
  const client = new MarkedClient({
    ...db.$client.options,
    connectionString: sessionUrl(),
    lock_timeout: LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: 0,
  });
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1, hashtext($2))", [VENUE_LOCK, entity]);
    return await work();
  } catch (error) {
    if (!isLockTimeout(error)) throw error;
    throw new VenueError("Another account is being created.", { next: "wait", cause: error });
  } finally {
    await client.end().catch(() => {});
  }
}

const isLockTimeout = (error: unknown) =>
  error instanceof Error && "code" in error && error.code === "55P03";
