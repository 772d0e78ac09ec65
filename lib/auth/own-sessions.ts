import { and, desc, eq, gt, isNull, ne, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { apiApps, sessions } from "@/db/schema";
import { type Context, type CustomerActor, requireCustomer } from "@/lib/context";
import { notFound } from "@/lib/errors";
import type { OwnSession } from "./schemas";
import { sessionSeconds } from "./sessions";

// Somebody with more than these has a program that signs in again and again.
const MOST = 50;

/** Where the customer is signed in: this session first, then the newest. */
export async function listOwnSessions(ctx: Context): Promise<OwnSession[]> {
  const me = requireCustomer(ctx);
  const alive = and(
    eq(sessions.customerId, me.id),
    isNull(sessions.revokedAt),
    gt(sessions.expiresAt, sql`now()`),
  );
  const rows = await ctx.db
    .select({ session: sessions, app: apiApps.name })
    .from(sessions)
    .leftJoin(apiApps, eq(apiApps.id, sessions.appId))
    .where(alive)
    .orderBy(desc(eq(sessions.id, me.sessionId)), desc(sessions.createdAt))
    .limit(MOST);
  return rows.map(({ session, app }) => ({
    id: session.id,
    user_agent: session.userAgent,
    ip: session.ip,
    app_name: app,
    created_at: session.createdAt.toISOString(),
    last_used_at: new Date(
      session.expiresAt.getTime() - sessionSeconds(me.role) * 1000,
    ).toISOString(),
    current: session.id === me.sessionId,
  }));
}

const living = (customerId: number) =>
  and(eq(sessions.customerId, customerId), isNull(sessions.revokedAt));

/** Ends one of the customer's sessions at once. Throws NOT_FOUND. */
export async function endOwnSession(ctx: Context, id: string): Promise<void> {
  const me = requireCustomer(ctx);
  const ended = await ctx.db
    .update(sessions)
    .set({ revokedAt: sql`now()` })
    .where(and(living(me.id), eq(sessions.id, id)))
    .returning({ id: sessions.id });
  if (ended.length === 0) throw notFound("session");
}

/** Ends all of a customer's sessions but the one that asks. */
export async function endOtherSessions(
  db: Executor,
  { id, sessionId }: Pick<CustomerActor, "id" | "sessionId">,
): Promise<void> {
  await db
    .update(sessions)
    .set({ revokedAt: sql`now()` })
    .where(and(living(id), ne(sessions.id, sessionId)));
}

/** Ends all of a customer's sessions. */
export async function endAllSessions(db: Executor, customerId: number): Promise<void> {
  await db.update(sessions).set({ revokedAt: sql`now()` }).where(living(customerId));
}
