import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { metrics } from "@/lib/core/metrics";
import { countPools, countRunners } from "@/lib/queue/heartbeat";
import { readPendingJobs } from "@/lib/queue/pending-jobs";
import { poolNames } from "@/lib/queue/pools";

/** The states that are exported for each task even if it has no such jobs. */
const ALWAYS_EXPORTED = ["due", "failed"] as const;

/**
 * Reads the jobs and what waits for them: Stripe events, webhook deliveries, emails. The table of jobs holds only those
 * that aren't done, and each Stripe event that isn't handled has a job, enqueued in the same transaction.
 */
export async function readQueue(db: Database): Promise<void> {
  const { queue, eventLag, deliveryLag, outboxAge } = metrics();
  const { rows } = await db.execute<{
    task: string;
    state: string;
    jobs: number;
    age: number | null;
  }>(sql`
    select task_identifier as task, count(*)::int as jobs,
      extract(epoch from now() - min(created_at))::float8 as age,
      case when locked_by is not null then 'running' when attempts >= max_attempts then 'failed'
        when run_at <= now() then 'due' else 'scheduled' end as state
    from graphile_worker.jobs group by task, state
    union all
    select 'mail_outbox', count(*)::int, null, 'due' from mail_outbox`);
  const { rows: tasks } = await db.execute<{ task: string }>(
    sql`select identifier as task from graphile_worker._private_tasks`,
  );
  queue.reset();
  // An alert on an absent metric never fires.
  for (const { task } of tasks) for (const state of ALWAYS_EXPORTED) queue.set({ task, state }, 0);
  for (const { task, state, jobs } of rows) queue.set({ task, state }, jobs);
  const ages = rows.filter(({ task }) => task === "handle-stripe-event").map(({ age }) => age ?? 0);
  eventLag.set(Math.max(0, ...ages));

  const lag = await db.execute<{ overdue: number }>(sql`
    select coalesce(extract(epoch from now() - (
      select min(next_attempt_at) from webhook_deliveries where status = 'pending')), 0)::float8 as overdue`);
  deliveryLag.set(Math.max(0, lag.rows[0]?.overdue ?? 0));
  // An email that waits for another one may do so for hours.
  const outbox = await db.execute<{ age: number }>(sql`
    select coalesce(extract(epoch from now() - min(created_at)), 0)::float8 as age
    from mail_outbox where after is null`);
  outboxAge.set(Math.max(0, outbox.rows[0]?.age ?? 0));
  await readPools(db);
}

async function readPools(db: Database): Promise<void> {
  const { runners, pools, overdue, oldestPending } = metrics();
  runners.set(await countRunners(db));
  const [running, pending] = [await countPools(db), await readPendingJobs(db)];
  for (const pool of poolNames) {
    pools.set({ pool }, running[pool]);
    overdue.set({ pool }, pending[pool].overdue);
    oldestPending.set({ pool }, pending[pool].oldestSeconds);
  }
}
