import { sql } from "./sql";

/** Deletes all emails that wait to be sent, and all other jobs. */
export const deletePendingEmails = () =>
  sql("delete from graphile_worker._private_jobs; delete from mail_outbox");

/** The kinds of the emails that wait to be sent, oldest first, each with what it is about. */
export async function pendingEmails(): Promise<{ kind: string; link_id?: string }[]> {
  const { rows } = await sql(
    `select payload from (
       select payload, created_at from mail_outbox union all
       select payload::jsonb, created_at from graphile_worker._private_jobs j where task_id = (select id from graphile_worker._private_tasks where identifier = 'send-mail')
     ) waiting order by created_at`,
  );
  return rows.map(({ payload }) => payload);
}
