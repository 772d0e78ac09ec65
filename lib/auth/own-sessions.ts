import { and, desc, eq, gt, isNull, ne, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { apiApps, sessions } from "@/db/schema";
import { type Context, type CustomerActor, requireCustomer } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import type { OwnSession } from "./schemas";
import { sessionSeconds } from "./sessions";

// A customer with more sessions has a program that signs in again and again.
const MAX_LISTED = 50;

/** Lists the sessions of the calling customer: the current one first, then the newest. */
export async function listOwnSessions(ctx: Context): Promise<OwnSession[]> {
  const caller = requireCustomer(ctx);
  const current = and(
    eq(sessions.customerId, caller.id),
    isNull(sessions.revokedAt),
    gt(sessions.expiresAt, sql`now()`),
  );
  const rows = await ctx.db
    .select({ session: sessions, app: apiApps.name })
    .from(sessions)
    .leftJoin(apiApps, eq(apiApps.id, sessions.appId))
    .where(current)
    .orderBy(desc(eq(sessions.id, caller.sessionId)), desc(sessions.createdAt))
    .limit(MAX_LISTED);
  return rows.map(({ session, app }) => ({
    id: session.id,
    user_agent: session.userAgent,
    ip: session.ip,
    app_name: app,
    created_at: session.createdAt.toISOString(),
    last_used_at: new Date(
      session.expiresAt.getTime() - sessionSeconds(caller.role) * 1000,
    ).toISOString(),
    current: session.id === caller.sessionId,
  }));
}

const unrevoked = (customerId: number) =>
  and(eq(sessions.customerId, customerId), isNull(sessions.revokedAt));

/** Ends one of the customer's sessions. Throws NOT_FOUND. */
export async function endOwnSession(ctx: Context, id: string): Promise<void> {
  const caller = requireCustomer(ctx);
  const ended = await ctx.db
    .update(sessions)
    .set({ revokedAt: sql`now()` })
    .where(and(unrevoked(caller.id), eq(sessions.id, id)))
    .returning({ id: sessions.id });
  if (ended.length === 0) throw notFound("session");
}

/** Ends all of a customer's sessions but the calling one. */
export async function endOtherSessions(
  db: Executor,
  { id, sessionId }: Pick<CustomerActor, "id" | "sessionId">,
): Promise<void> {
  await db
    .update(sessions)
    .set({ revokedAt: sql`now()` })
    .where(and(unrevoked(id), ne(sessions.id, sessionId)));
}

/** Ends all of a customer's sessions. */
export async function endAllSessions(db: Executor, customerId: number): Promise<void> {
  await db.update(sessions).set({ revokedAt: sql`now()` }).where(unrevoked(customerId));
}
