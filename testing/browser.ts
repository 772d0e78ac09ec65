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

/** The kinds of the mails that wait, each with what it is about. */
export async function waitingMails(): Promise<{ kind: string; link_id?: string }[]> {
  const { rows } = await sql(
    "select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'send-mail' order by j.id",
  );
  return rows.map(({ payload }) => payload);
}
