import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";

/** Emails that become jobs in one statement. */
const BATCH_SIZE = 200;

/** How long an email waits for the one that has to arrive first, even if the mail server is unreachable. */
const MAX_WAIT_HOURS = 24;

/** An email that waits for no other one: the one before it is neither in the outbox nor in a job. */
const isReady = sql`(
  o.after is null or o.created_at < now() - make_interval(hours => ${MAX_WAIT_HOURS}) or not (
    exists (select from mail_outbox b where b.key = o.after)
    or exists (select from graphile_worker.jobs j where j.key = 'mail:' || o.after and j.attempts < j.max_attempts)
  ))`;

/**
 * Turns the emails in the outbox that wait for no other one into jobs, oldest first. Returns how many. Rows that another
 * process has locked are left to it.
 */
export async function dispatchOutbox(db: Executor): Promise<number> {
  for (let dispatched = 0; ; ) {
    const { rows } = await db.execute<{ dispatched: number }>(sql`
      with ready as (
        delete from mail_outbox where key in (
          select key from mail_outbox o where ${isReady} order by created_at limit ${BATCH_SIZE} for update of o skip locked
        )
        returning key, payload
      ), jobs as (
        select graphile_worker.add_jobs(array_agg(
          row('send-mail', payload::json, null, null, null, 'mail:' || key, null, null)::graphile_worker.job_spec
        )) from ready having count(*) > 0
      )
      select count(*)::int as dispatched from jobs`);
    const [batch] = rows;
    dispatched += batch?.dispatched ?? 0;
    if ((batch?.dispatched ?? 0) < BATCH_SIZE) return dispatched;
  }
}
