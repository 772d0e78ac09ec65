import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { MarkedClient } from "./marked-client";

// Releases before this one lock the same number for their session: they exclude each other and us.
const MIGRATION_LOCK = 7_305_842_291;
const AGAIN_MS = 500;
const REMIND_MS = 30_000;
/** A migration of a large table takes minutes, a lock that was left behind lasts for ever. */
const PATIENCE_MS = 15 * 60_000;

/**
 * Runs work while no other process migrates this database. The lock is a transaction's, which lasts as long
 * as the work: a process that is killed frees it, and so does a pooler in between, where a session's lock
 * would stay on a connection that others get.
 *
 * @param say told who has the lock, when this one waits for it, and again every 30 s.
 * @throws after 15 minutes of waiting; what `work` throws.
 */
export async function holdingMigrationLock(
  databaseUrl: string,
  say: (line: string) => void,
  work: () => Promise<void>,
): Promise<void> {
  const client = new MarkedClient({ connectionString: databaseUrl, keepAlive: true });
  client.on("error", () => {});
  await client.connect();
  try {
    const start = Date.now();
    for (let toldAt = 0; !(await takesLock(client)); await sleep(AGAIN_MS)) {
      if (Date.now() - toldAt < REMIND_MS) continue;
      toldAt = Date.now();
      const holder = await describeHolder(client);
      if (toldAt - start > PATIENCE_MS) {
        throw new Error(`Gave up after 15 minutes: ${holder} still holds the migration lock.`);
      }
      say(`waiting for another migration: ${holder}`);
    }
    await work();
  } finally {
    // Frees the lock before anyone hears that the work is done.
    await client.query("rollback").catch(() => {});
    await client.end().catch(() => {});
  }
}

/** Leaves a transaction open that holds the lock, or none. */
async function takesLock(client: pg.Client): Promise<boolean> {
  await client.query("begin; set local idle_in_transaction_session_timeout = 0");
  const { rows } = await client.query<{ taken: boolean }>(
    "select pg_try_advisory_xact_lock($1) as taken",
    [MIGRATION_LOCK],
  );
  const isTaken = rows[0]?.taken === true;
  if (!isTaken) await client.query("rollback");
  return isTaken;
}

async function describeHolder(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ pid: number; holder: string }>(
    `select pid, format('backend %s%s, connected since %s', pid, ' from ' || host(client_addr),
       to_char(backend_start, 'YYYY-MM-DD HH24:MI:SS TZ')) as holder
     from pg_locks left join pg_stat_activity using (pid)
     where locktype = 'advisory' and granted and objsubid = 1
       and (classid::bigint << 32) | objid::bigint = $1
       and pg_locks.database = (select oid from pg_database where datname = current_database())`,
    [MIGRATION_LOCK],
  );
  const [found] = rows;
  if (!found) return "one that is just ending";
  return `${found.holder} (if none runs, its lock was left behind: select pg_terminate_backend(${found.pid}))`;
}
