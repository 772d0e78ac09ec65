import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";

const LOOK_MS = 50;
const PATIENCE_MS = 60_000;

/**
 * Waits until no job is due and no e-mail waits for one, so that what one measure left behind isn't done in
 * the next one's time. Throws where a job has failed, or isn't done after a minute.
 */
export async function settle(pools: readonly pg.Pool[]): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  for (const pool of pools) {
    for (let left = await due(pool); left.length > 0; left = await due(pool)) {
      const failed = left.find(({ error }) => error !== null);
      if (failed) throw new Error(`${failed.what} failed: ${failed.error}`);
      const what = left.map(({ what, count }) => `${what} ${count}x`).join(", ");
      if (Date.now() >= until) throw new Error(`after a minute still to be done: ${what}`);
      await sleep(LOOK_MS);
    }
  }
}

/** What is to be done now, and what has failed and is tried again later; filled rows have failed for good. */
async function due(pool: pg.Pool) {
  const { rows } = await pool.query<{ what: string; count: number; error: string | null }>(
    `select t.identifier as what, count(*)::int as count, max(j.last_error) as error
     from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     where j.attempts < j.max_attempts and (j.run_at <= now() or j.last_error is not null) group by t.identifier
     union all select 'mail_outbox', count(*)::int, null from mail_outbox having count(*) > 0`,
  );
  return rows;
}
