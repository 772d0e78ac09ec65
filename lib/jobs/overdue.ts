import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { env } from "@/lib/env";
import { type PoolName, poolOf } from "./pools";

/** The jobs of a worker pool that are due and that nothing has taken. */
export interface DueJobs {
  /** How many have waited for longer than JOBS_OVERDUE_SECONDS. */
  overdue: number;
  /** How long the one that has waited longest has been due, in whole seconds. */
  oldestSeconds: number;
}

/**
 * The due jobs of each worker pool. A job that waits for another one of its queue isn't counted: it is
 * not its turn. With `tasks`, jobs of any other task are left out.
 */
export async function readDueJobs(
  db: Executor,
  tasks?: readonly string[],
): Promise<Record<PoolName, DueJobs>> {
  const { rows } = await db.execute<{ task: string; overdue: number; oldest: number }>(sql`
    select t.identifier as task,
      count(*) filter (where j.run_at < now() - make_interval(secs => ${env().JOBS_OVERDUE_SECONDS}))::int as overdue,
      floor(extract(epoch from now() - min(j.run_at)))::int as oldest
    from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id
    left join graphile_worker._private_job_queues q on q.id = j.job_queue_id
    where j.is_available and j.run_at <= now() and q.locked_at is null
    group by t.identifier`);
  const due = rows.filter(({ task }) => tasks?.includes(task) ?? true);
  const of = (pool: PoolName): DueJobs => {
    const own = due.filter(({ task }) => poolOf(task) === pool);
    return {
      overdue: own.reduce((sum, { overdue }) => sum + overdue, 0),
      oldestSeconds: Math.max(0, ...own.map(({ oldest }) => oldest)),
    };
  };
  return { payments: of("payments"), webhooks: of("webhooks"), emails: of("emails") };
}
