import type { ActionName } from "@/lib/actions/schemas";
import { sql } from "../database/sql";
import { as } from "../http/client";
import { customerCtx } from "./contexts";
import type { Actor } from "./credentials";
import { newSession } from "./customer";

/** An admin who is signed in with a browser: the one with this public id, else the demo admin. `ctx` is for verbs. */
export async function newAdmin(adminId?: string) {
  const { rows } = await sql(
    "select * from customers where role = 'admin' and ($1::text is null or public_id = $1) order by id limit 1",
    [adminId ?? null],
  );
  const { id, public_id: publicId, email } = rows[0];
  const session = await newSession(publicId);
  const admin = {
    id: id as number,
    publicId: publicId as string,
    session,
    isBrowser: true,
  } as const;
  return { ...admin, ctx: customerCtx({ ...admin, email }, "admin") };
}
export type Admin = Awaited<ReturnType<typeof newAdmin>>;

export const REASON = "asked for by the test";

/** Performs an action of the console: `POST /api/admin/actions`. */
export const performAction = (admin: Actor, action: ActionName, fields: object) =>
  as(admin).post("/api/admin/actions", { action, reason: REASON, ...fields });

/** The audit log's entries about one subject, oldest first. */
export async function auditOf(subjectId: string | number) {
  const { rows } = await sql(
    "select action, reason, before, after, ip, user_agent, request_id from audit_log where subject_id = $1 order by id",
    [String(subjectId)],
  );
  return rows;
}
