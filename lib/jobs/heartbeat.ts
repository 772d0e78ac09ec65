import { gt, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { jobRunners } from "@/db/schema";

export const HEARTBEAT_MS = 1_000;
/**
 * Silent for this long, a runner is taken for dead. With another's next heartbeat, which frees its
 * jobs, and the 2 s in which an idle worker looks for jobs, it is over after 9 s: within 10.
 */
const DEAD_AFTER_SECONDS = 6;

const deadline = sql`now() - make_interval(secs => ${DEAD_AFTER_SECONDS})`;

/**
 * Says that a runner lives, and frees the jobs of pools that no living runner has.
 * graphile-worker alone would hold those for 4 hours.
 */
export async function beat(db: Executor, id: string, poolIds: string[]): Promise<void> {
  await db
    .insert(jobRunners)
    .values({ id, workerIds: poolIds, seenAt: sql`now()` })
    .onConflictDoUpdate({ target: jobRunners.id, set: { workerIds: poolIds, seenAt: sql`now()` } });
  await db.execute(sql`delete from job_runners where seen_at < now() - interval '1 hour'`);
  await db.execute(sql`
    select graphile_worker.force_unlock_workers(dead.ids) from (
      select array_agg(distinct locked_by) as ids from graphile_worker.jobs
      where locked_by is not null and locked_at < ${deadline} and not exists (
        select from job_runners where seen_at > ${deadline} and worker_ids ? locked_by)
    ) dead where dead.ids is not null`);
}

/** Whether any process takes jobs now. */
export async function isAnyRunnerAlive(db: Executor): Promise<boolean> {
  const alive = await db
    .select({ id: jobRunners.id })
    .from(jobRunners)
    .where(gt(jobRunners.seenAt, deadline))
    .limit(1);
  return alive.length > 0;
}

/** Takes a runner that stopped off the list at once. */
export async function signOff(db: Executor, id: string): Promise<void> {
  await db.execute(sql`delete from job_runners where id = ${id}`);
}
