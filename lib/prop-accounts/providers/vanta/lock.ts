import type { Database } from "@/db/client";
import { MarkedClient } from "@/db/marked-client";
import { sessionUrl } from "@/lib/database";
import { VenueError } from "../port";

// Any number that no other advisory lock of this database has; the entity is the second half of the key.
const VENUE_LOCK = 481_516;
/** After which an account leaves its turn and comes again. */
export const WAIT_MS = 10_000;

/**
 * Runs work while this process alone creates for the entity. The lock is a session's, on a connection
 * of its own: no transaction stays open over a call to the gateway, a process that is killed gives it
 * back at once where a lease would have to run out, and the pool lends nothing for a minute.
 * Should the connection break, the lock is lost and the work goes on: what it asked for is written
 * down (`open-ask.ts`), and nobody asks past that.
 */
export async function holdingEntity<T>(
  db: Database,
  entity: string,
  work: () => Promise<T>,
): Promise<T> {
  const client = new MarkedClient({
    ...db.$client.options,
    connectionString: sessionUrl(),
    lock_timeout: WAIT_MS,
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
