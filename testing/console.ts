import { POST as actions } from "@/app/api/admin/actions/route";
import type { ActionName } from "@/lib/actions/schemas";
import { call, nobody } from "./api";
import { cookieOf, newSession, ownOrigin, sql } from "./callers";

/** A browser session of an admin, else the demo one: headers for calls to the console, a context for its verbs. */
export async function newAdmin(which?: string) {
  const { rows } = await sql(
    "select * from customers where role = 'admin' and ($1::text is null or public_id = $1) order by id limit 1",
    [which ?? null],
  );
  const { id, public_id: publicId, email } = rows[0];
  const session = await newSession(publicId);
  const actor = {
    kind: "customer" as const,
    id,
    publicId,
    email,
    name: null,
    role: "admin" as const,
    emailVerified: true,
    secondFactor: false,
    secondFactorAt: null,
    sessionId: session.id,
  };
  const headers = { cookie: await cookieOf(session.id), ...ownOrigin };
  return { id: id as number, publicId: publicId as string, headers, ctx: { ...nobody(), actor } };
}
export type Admin = Awaited<ReturnType<typeof newAdmin>>;

export const REASON = "asked for by the test";

/** Does an action through its route. */
export const act = (admin: Pick<Admin, "headers">, action: ActionName, body: object) =>
  call(actions, {
    method: "POST",
    headers: admin.headers,
    body: { action, reason: REASON, ...body },
  });

/** What the audit log has of one thing, oldest first. */
export async function auditOf(subjectId: string | number) {
  const { rows } = await sql(
    "select action, reason, before, after, ip, user_agent, request_id from audit_log where subject_id = $1 order by id",
    [String(subjectId)],
  );
  return rows;
}
