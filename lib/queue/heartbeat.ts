import { sql } from "drizzle-orm";
import type { Database, Executor } from "@/db/client";
import { queryWithin } from "@/db/query-within";
import { type PoolName, poolNames } from "./pools";

export const HEARTBEAT_MS = 1_000;
/** A heartbeat that takes longer has failed; the next one uses another connection. */
const STATEMENT_MS = 4_000;
/**
 * A process without a heartbeat for this long counts as dead. Another process unlocks its jobs with its next
 * heartbeat, and idle workers poll every 2 s: its jobs run again within 10 s.
 */
const DEAD_AFTER_SECONDS = 6;

export interface Heartbeat {
  /** The id of the process. */
  id: string;
  /** The ids by which its jobs are locked. */
  holdingIds: string[];
  /** The worker pools that have polled recently. */
  pools: PoolName[];
}

/** Records that a process is alive, which jobs it has locked, and which of its worker pools are polling. */
export async function recordHeartbeat(
  db: Database,
  { id, holdingIds, pools }: Heartbeat,
): Promise<void> {
  await queryWithin(
    db,
    STATEMENT_MS,
    `insert into job_runners (id, worker_ids, pools, seen_at) values ($1, $2, $3, now())
     on conflict (id) do update set worker_ids = excluded.worker_ids, pools = excluded.pools, seen_at = now()`,
    [id, JSON.stringify(holdingIds), JSON.stringify(pools)],
  );
}

/**
 * Unlocks the jobs of dead processes, which graphile-worker alone would keep locked for 4 hours. Call it only
 * after a few heartbeats of one's own: after an outage every process was silent.
 */
export async function unlockJobsOfDead(db: Database): Promise<void> {
  await queryWithin(
    db,
    STATEMENT_MS,
    `select graphile_worker.force_unlock_workers(dead.ids) from (
      select array_agg(distinct locked_by) as ids from graphile_worker.jobs
      where locked_by is not null and locked_at < now() - make_interval(secs => $1) and not exists (
        select from job_runners
        where seen_at > now() - make_interval(secs => $1) and worker_ids ? locked_by)
    ) dead where dead.ids is not null`,
    [DEAD_AFTER_SECONDS],
  );
}

/** Unlocks the jobs of this process's ended pools: those whose end could not be written. */
export async function unlockJobsOfEnded(db: Database, endedIds: string[]): Promise<void> {
  if (endedIds.length === 0) return;
  await queryWithin(
    db,
    STATEMENT_MS,
    `select graphile_worker.force_unlock_workers(ended.ids) from (
      select array_agg(locked_by) as ids from (
        select locked_by from graphile_worker.jobs where locked_by = any($1)
        group by locked_by having max(locked_at) < now() - interval '2 seconds'
      ) settled) ended where ended.ids is not null`,
    [endedIds],
  );
}

/** Deletes processes without a heartbeat for an hour. Throws if the database accepts no writes. */
export async function deleteSilentRunners(db: Database): Promise<void> {
  await queryWithin(
    db,
    STATEMENT_MS,
    "delete from job_runners where seen_at < now() - interval '1 hour'",
  );
}

/** The number of processes in which each worker pool is running. */
export async function countPools(db: Executor): Promise<Record<PoolName, number>> {
  // A process of release 0.1 doesn't record its pools and has all of them.
  const { rows } = await db.execute<{ pool: string; processes: number }>(sql`
    select pool, count(r.id)::int as processes
    from jsonb_array_elements_text(${JSON.stringify(poolNames)}::jsonb) pool
    left join job_runners r on r.seen_at > now() - make_interval(secs => ${DEAD_AFTER_SECONDS})
      and (r.pools is null or r.pools ? pool)
    group by pool`);
  const counts = new Map(rows.map(({ pool, processes }) => [pool, processes]));
  const of = (pool: PoolName) => counts.get(pool) ?? 0;
  return { payments: of("payments"), webhooks: of("webhooks"), emails: of("emails") };
}

/** The number of processes that run jobs. */
export async function countRunners(db: Executor): Promise<number> {
  const { rows } = await db.execute<{ runners: number }>(sql`
    select count(*)::int as runners from job_runners
    where seen_at > now() - make_interval(secs => ${DEAD_AFTER_SECONDS})
      and (pools is null or jsonb_array_length(pools) > 0)`);
  return rows[0]?.runners ?? 0;
}

/** Deletes a process that has stopped. */
export async function deleteRunner(db: Database, id: string): Promise<void> {
  await queryWithin(db, STATEMENT_MS, "delete from job_runners where id = $1", [id]);
}
