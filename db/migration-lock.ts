import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { MarkedClient } from "./marked-client";

// Earlier releases lock the same number for their session: they exclude each other and us.
const MIGRATION_LOCK = 7_305_842_291;
const AGAIN_MS = 500;
const REMIND_MS = 30_000;
/** A migration of a large table takes minutes; a lock that was left behind is never released. */
const PATIENCE_MS = 15 * 60_000;

/**
 * Runs work while no other process migrates this database. The lock belongs to a transaction that lasts as long
 * as the work: killing the process releases it, also through a pooler, where the lock of a session
 * would stay on a connection that others get.
 *
 * @param say called with the lock's holder when this call waits for it, and again every 30 s.
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
    for (let reportedAt = 0; !(await takesLock(client)); await sleep(AGAIN_MS)) {
      if (Date.now() - reportedAt < REMIND_MS) continue;
      reportedAt = Date.now();
      const holder = await describeHolder(client);
      if (reportedAt - start > PATIENCE_MS) {
        throw new Error(`Gave up after 15 minutes: ${holder} still holds the migration lock.`);
      }
      say(`waiting for another migration: ${holder}`);
    }
    await work();
  } finally {
    // Releases the lock before the caller continues.
    await client.query("rollback").catch(() => {});
    await client.end().catch(() => {});
  }
}

/** Opens a transaction and takes the lock in it. Returns false, without a transaction, if another process has it. */
async function takesLock(client: pg.Client): Promise<boolean> {
  await client.query("begin; set local idle_in_transaction_session_timeout = 0");
  const { rows } = await client.query<{ has_lock: boolean }>(
    "select pg_try_advisory_xact_lock($1) as has_lock",
    [MIGRATION_LOCK],
  );
  const hasLock = rows[0]?.has_lock === true;
  if (!hasLock) await client.query("rollback");
  return hasLock;
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
