import { and, eq, gt, isNull, lt, or, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { mailLinks, sessions } from "@/db/schema";
import { type Context, type CustomerActor, requireApp } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { signToken, verifyToken } from "./tokens";

/** How long a session lasts after its last use, in seconds. */
export const SESSION_SECONDS = 30 * 24 * 3600;
/** How long an admin's session lasts after its last use, in seconds: a working day, without the night after it. */
export const ADMIN_SESSION_SECONDS = 12 * 3600;

type Role = CustomerActor["role"];

/** How long a session of a role lasts after its last use, in seconds. */
export const sessionSeconds = (role: Role): number =>
  role === "admin" ? ADMIN_SESSION_SECONDS : SESSION_SECONDS;

// The expiry is written at most this often. The last use that the owner sees is as exact.
const SLIDE_AFTER_SECONDS = 10 * 60;

const expiry = (role: Role) => new Date(Date.now() + sessionSeconds(role) * 1000);

interface SessionOwner {
  id: number;
  role: Role;
  /** Whether the customer entered a code of the second factor to sign in. */
  enteredCode?: boolean;
}

/** Starts a session of a customer, and stores the calling app with it, if there is one. */
export async function startSession(
  ctx: Context,
  { id: customerId, role, enteredCode = false }: SessionOwner,
  db: Executor = ctx.db,
) {
  const id = newId("ses");
  const expiresAt = expiry(role);
  const secondFactorAt = enteredCode ? new Date() : null;
  const appId = ctx.app?.id ?? null;
  const { ip, userAgent } = ctx;
  const deviceHash = ctx.app ? null : ctx.device;
  await db
    .insert(sessions)
    .values({ id, customerId, appId, ip, userAgent, deviceHash, secondFactorAt, expiresAt });
  return { id, expiresAt, token: await signToken("session", id) };
}

/** Extends a session that is being used, unless it was extended in the last ten minutes. */
export async function slideSession(
  db: Executor,
  id: string,
  expiresAt: Date,
  role: Role,
): Promise<void> {
  const freshFrom = new Date(expiry(role).getTime() - SLIDE_AFTER_SECONDS * 1000);
  // Later than the role allows: an earlier release gave admins as long as traders.
  const freshUntil = new Date(expiry(role).getTime() + SLIDE_AFTER_SECONDS * 1000);
  if (expiresAt >= freshFrom && expiresAt <= freshUntil) return;
  // Of the concurrent requests of one page only the first writes.
  const isStale = or(lt(sessions.expiresAt, freshFrom), gt(sessions.expiresAt, freshUntil));
  await db
    .update(sessions)
    .set({ expiresAt: expiry(role) })
    .where(and(eq(sessions.id, id), isStale, isNull(sessions.revokedAt)));
}

/** Records that a code of the second factor was accepted in a session. */
export async function recordSecondFactor(db: Executor, id: string): Promise<void> {
  await db.update(sessions).set({ secondFactorAt: new Date() }).where(eq(sessions.id, id));
}

/** Deletes sessions and emailed links that expired a month ago. Until then, sessions show who signed in from where. */
export async function purgeSessions({ db }: Pick<Context, "db">): Promise<void> {
  const before = new Date(Date.now() - SESSION_SECONDS * 1000);
  await db.delete(sessions).where(lt(sessions.expiresAt, before));
  await db.delete(mailLinks).where(lt(mailLinks.expiresAt, before));
}

/** Ends a session. */
export async function endSession(db: Executor, id: string): Promise<void> {
  await db
    .update(sessions)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(sessions.id, id), isNull(sessions.revokedAt)));
}

/**
 * Ends the session of a token, if the calling app or no app obtained it. A repetition changes nothing. Throws NOT_FOUND, UNAUTHENTICATED and SCOPE_MISSING.
 */
export async function revokeSessionToken(ctx: Context, token: string): Promise<void> {
  const app = requireApp(ctx, "auth:write");
  const { subject } = await verifyToken("session", token).catch(() => {
    throw notFound("session");
  });
  const reachable = or(eq(sessions.appId, app.id), isNull(sessions.appId));
  const [session] = await ctx.db
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.id, subject), reachable));
  if (!session) throw notFound("session");
  await endSession(ctx.db, session.id);
}
