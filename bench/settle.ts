import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";

const LOOK_MS = 50;
const PATIENCE_MS = 60_000;

/**
 * Waits until no job and no email is pending, so that the remaining work of one measure isn't done during the
 * next one. Throws if a job has failed, or isn't done after a minute.
 */
export async function settle(pools: readonly pg.Pool[]): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  for (const pool of pools) {
    for (let left = await pendingJobs(pool); left.length > 0; left = await pendingJobs(pool)) {
      const failed = left.find(({ error }) => error !== null);
      if (failed) throw new Error(`${failed.what} failed: ${failed.error}`);
      const what = left.map(({ what, count }) => `${what} ${count}x`).join(", ");
      if (Date.now() >= until) throw new Error(`after a minute still to be done: ${what}`);
      await sleep(LOOK_MS);
    }
  }
}

/** Pending jobs, and failed ones that are retried later; the filled rows have failed permanently. */
async function pendingJobs(pool: pg.Pool) {
  const { rows } = await pool.query<{ what: string; count: number; error: string | null }>(
    `select t.identifier as what, count(*)::int as count, max(j.last_error) as error
     from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     where j.attempts < j.max_attempts and (j.run_at <= now() or j.last_error is not null) group by t.identifier
     union all select 'mail_outbox', count(*)::int, null from mail_outbox having count(*) > 0`,
  );
  return rows;
}
