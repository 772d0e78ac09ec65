import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";

const LOOK_MS = 50;

/**
 * Waits until no job is due and no e-mail waits for one, so that what one measure left behind isn't done in the next one's time.
 * Says which jobs are left where that takes longer than it may.
 */
export async function settle(
  pools: readonly pg.Pool[],
  mostMs: number,
  say: (line: string) => void,
): Promise<void> {
  const until = Date.now() + mostMs;
  for (const pool of pools) {
    for (let left = await due(pool); left.length > 0; left = await due(pool)) {
      if (Date.now() >= until) return say(`  still at work: ${left.join(", ")}`);
      await sleep(LOOK_MS);
    }
  }
}

async function due(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ left: string }>(
    `select t.identifier || ' ' || count(*) || 'x' as left
     from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     where j.run_at <= now() and j.attempts < j.max_attempts group by t.identifier
     union all select 'mail_outbox ' || count(*) || 'x' from mail_outbox having count(*) > 0`,
  );
  return rows.map(({ left }) => left);
}
