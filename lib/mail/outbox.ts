import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";

/** How many become jobs in one statement. */
const BATCH = 200;

/** Makes jobs of the e-mails that wait, oldest first; how many. What another process takes is left to it. */
export async function takeOutMails(db: Executor): Promise<number> {
  for (let taken = 0; ; ) {
    const { rows } = await db.execute<{ taken: number }>(sql`
      with due as (
        delete from mail_outbox where key in (
          select key from mail_outbox order by created_at limit ${BATCH} for update skip locked
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
