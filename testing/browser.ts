import { call, newCustomer } from "./api";
import { cookieOf, ownOrigin, sql } from "./callers";
import { handlerOf } from "./routes";

interface Sent {
  body?: object;
  params?: Record<string, string>;
  headers?: Record<string, string>;
}

/** Calls one of our own pages' routes, as a browser does. `key` is such as `POST /api/account/password`. */
export async function fromPage(key: string, { body, ...sent }: Sent = {}) {
  const [method = ""] = key.split(" ");
  const headers = { ...ownOrigin, ...sent.headers };
  const answer = await call(await handlerOf(key), {
    method,
    ...sent,
    headers,
    ...(body && { body }),
  });
  return { ...answer, code: answer.body?.error?.code as string | undefined };
}

/** A new customer whose browser is signed in. */
export async function newVisitor() {
  const me = await newCustomer();
  const cookie = await cookieOf(me.session.id);
  const ask = (key: string, sent: Sent = {}) => fromPage(key, { ...sent, headers: { cookie } });
  return { ...me, cookie, ask };
}

/** Whether a session's browser is still let in. */
export async function isSignedIn(sid: string): Promise<boolean> {
  const me = await handlerOf("GET /api/v2/auth/me");
  return (await call(me, { headers: { cookie: await cookieOf(sid) } })).status === 200;
}

/** Takes away all jobs and the mails that are to be some. */
export const forgetMails = () =>
  sql("delete from graphile_worker._private_jobs; delete from mail_outbox");

/** The kinds of the mails that wait, each with what it is about. */
export async function waitingMails(): Promise<{ kind: string; link_id?: string }[]> {
  const { rows } = await sql(
    `select payload from (
       select payload, created_at from mail_outbox union all
       select payload::jsonb, created_at from graphile_worker._private_jobs j where task_id = (select id from graphile_worker._private_tasks where identifier = 'send-mail')
     ) waiting order by created_at`,
  );
  return rows.map(({ payload }) => payload);
}
