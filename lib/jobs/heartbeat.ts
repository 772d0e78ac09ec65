import { sql } from "drizzle-orm";
import type { Database, Executor } from "@/db/client";
import { queryWithin } from "@/db/query-within";
import { type PoolName, poolNames } from "./pools";

export const HEARTBEAT_MS = 1_000;
/** A heartbeat that takes longer has failed: the next one takes another connection. */
const STATEMENT_MS = 4_000;
/**
 * Silent for this long, a process is taken for dead. With another's next heartbeat, which frees its
 * jobs, and the 2 s in which an idle worker looks for jobs, it is over after 9 s: within 10.
 */
const DEAD_AFTER_SECONDS = 6;

export interface Beat {
  /** The process's. */
  id: string;
  /** What its jobs are locked by. */
  holdingIds: string[];
  /** The worker pools that have polled lately. */
  pools: PoolName[];
}

/** Says that a process lives, which jobs it holds and which of its worker pools take jobs. */
export async function beat(db: Database, { id, holdingIds, pools }: Beat): Promise<void> {
  await queryWithin(
    db,
    STATEMENT_MS,
    `insert into job_runners (id, worker_ids, pools, seen_at) values ($1, $2, $3, now())
     on conflict (id) do update set worker_ids = excluded.worker_ids, pools = excluded.pools, seen_at = now()`,
    [id, JSON.stringify(holdingIds), JSON.stringify(pools)],
  );
}

/**
 * Frees the jobs of pools that no living process has. graphile-worker alone would hold those for 4 hours.
 * Only for a process that has beaten for a while: after an outage everybody was silent.
 */
export async function freeDeadJobs(db: Database): Promise<void> {
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

/** Frees what this process's own ended pools still hold: jobs whose end could not be written. */
export async function freeEndedJobs(db: Database, endedIds: string[]): Promise<void> {
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

/** Deletes processes that have been silent for an hour. Throws where the database takes no writes. */
export async function deleteSilentRunners(db: Database): Promise<void> {
  await queryWithin(
    db,
    STATEMENT_MS,
    "delete from job_runners where seen_at < now() - interval '1 hour'",
  );
}

/** In how many processes each worker pool runs now. */
export async function countPools(db: Executor): Promise<Record<PoolName, number>> {
  // A process of an older release says nothing of its pools and has all of them.
  const { rows } = await db.execute<{ pool: string; processes: number }>(sql`
    select pool, count(r.id)::int as processes
    from jsonb_array_elements_text(${JSON.stringify(poolNames)}::jsonb) pool
    left join job_runners r on r.seen_at > now() - make_interval(secs => ${DEAD_AFTER_SECONDS})
      and (r.pools is null or r.pools ? pool)
    group by pool`);
  const found = new Map(rows.map(({ pool, processes }) => [pool, processes]));
  const of = (pool: PoolName) => found.get(pool) ?? 0;
  return { payments: of("payments"), webhooks: of("webhooks"), emails: of("emails") };
}

/** How many processes take jobs now. */
export async function countRunners(db: Executor): Promise<number> {
  const { rows } = await db.execute<{ runners: number }>(sql`
    select count(*)::int as runners from job_runners
    where seen_at > now() - make_interval(secs => ${DEAD_AFTER_SECONDS})
      and (pools is null or jsonb_array_length(pools) > 0)`);
  return rows[0]?.runners ?? 0;
}

/** Takes a process that stopped off the list. */
export async function signOff(db: Database, id: string): Promise<void> {
  await queryWithin(db, STATEMENT_MS, "delete from job_runners where id = $1", [id]);
}
