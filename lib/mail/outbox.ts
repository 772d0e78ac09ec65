import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";

/** How many become jobs in one statement. */
const BATCH = 200;

/** However long the mail server is away, no email waits longer than this for the one before it. */
const MOST_HOURS = 24;

/** An email whose turn it is: the one that has to be sent before it isn't on its way any more. */
const isNext = sql`(
  o.after is null or o.created_at < now() - make_interval(hours => ${MOST_HOURS}) or not (
    exists (select from mail_outbox b where b.key = o.after)
    or exists (select from graphile_worker.jobs j where j.key = 'mail:' || o.after and j.attempts < j.max_attempts)
  ))`;

/** Makes jobs of the e-mails whose turn it is, oldest first; how many. What another process takes is left to it. */
export async function takeOutMails(db: Executor): Promise<number> {
  for (let taken = 0; ; ) {
    const { rows } = await db.execute<{ taken: number }>(sql`
      with due as (
        delete from mail_outbox where key in (
          select key from mail_outbox o where ${isNext} order by created_at limit ${BATCH} for update of o skip locked
        )
        returning key, payload
      ), jobs as (
        select graphile_worker.add_jobs(array_agg(
          row('send-mail', payload::json, null, null, null, 'mail:' || key, null, null)::graphile_worker.job_spec
        )) from due having count(*) > 0
      )
      select count(*)::int as taken from jobs`);
    const [batch] = rows;
    taken += batch?.taken ?? 0;
    if ((batch?.taken ?? 0) < BATCH) return taken;
  }
}
