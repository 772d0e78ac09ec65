import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { env } from "@/lib/core/env";
import { type PoolName, poolOf } from "./pools";

/** The jobs of a worker pool that could run and that no worker has taken. */
export interface PendingJobs {
  /** The number that has waited for longer than JOBS_OVERDUE_SECONDS. */
  overdue: number;
  /** How long the oldest one has waited, in whole seconds. */
  oldestSeconds: number;
}

/**
 * The pending jobs of each worker pool. A job that waits for another one of its queue isn't counted. With `tasks`,
 * only the jobs of these are.
 */
export async function readPendingJobs(
  db: Executor,
  tasks?: readonly string[],
): Promise<Record<PoolName, PendingJobs>> {
  const { rows } = await db.execute<{ task: string; overdue: number; oldest: number }>(sql`
    select t.identifier as task,
      count(*) filter (where j.run_at < now() - make_interval(secs => ${env().JOBS_OVERDUE_SECONDS}))::int as overdue,
      floor(extract(epoch from now() - min(j.run_at)))::int as oldest
    from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id
    left join graphile_worker._private_job_queues q on q.id = j.job_queue_id
    where j.is_available and j.run_at <= now() and q.locked_at is null
    group by t.identifier`);
  const pending = rows.filter(({ task }) => tasks?.includes(task) ?? true);
  const of = (pool: PoolName): PendingJobs => {
    const ofPool = pending.filter(({ task }) => poolOf(task) === pool);
    return {
      overdue: ofPool.reduce((sum, { overdue }) => sum + overdue, 0),
      oldestSeconds: Math.max(0, ...ofPool.map(({ oldest }) => oldest)),
    };
  };
  return { payments: of("payments"), webhooks: of("webhooks"), emails: of("emails") };
}
