import { and, eq, gt, isNull, lt, or, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { mailLinks, sessions } from "@/db/schema";
import { type Context, type CustomerActor, requireApp } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { signToken, verifyToken } from "./tokens";

/** A session's life in seconds, counted from its last use. */
export const SESSION_SECONDS = 30 * 24 * 3600;
/** The same of an admin: a working day, and not the night after it. */
export const ADMIN_SESSION_SECONDS = 12 * 3600;

type Role = CustomerActor["role"];

/** How many seconds a session of such a customer lasts from its last use. */
export const sessionSeconds = (role: Role): number =>
  role === "admin" ? ADMIN_SESSION_SECONDS : SESSION_SECONDS;

// A write at most this often: what a session's owner is told of its last use is as exact.
const SLIDE_AFTER_SECONDS = 10 * 60;

const expiry = (role: Role) => new Date(Date.now() + sessionSeconds(role) * 1000);

interface Owner {
  id: number;
  role: Role;
  /** Whether they entered a code of their second factor to sign in. */
  enteredCode?: boolean;
}

/** Starts a session of a customer; the app that asked, if one did, is stored with it. */
export async function startSession(
  ctx: Context,
  { id: customerId, role, enteredCode = false }: Owner,
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

/** Notes that a session was used, unless that was noted a short while ago. */
export async function slideSession(
  db: Executor,
  id: string,
  expiresAt: Date,
  role: Role,
): Promise<void> {
  const fresh = new Date(expiry(role).getTime() - SLIDE_AFTER_SECONDS * 1000);
  // Longer than it may be: the release before this one gave admins as long as everyone.
  const longest = new Date(expiry(role).getTime() + SLIDE_AFTER_SECONDS * 1000);
  if (expiresAt >= fresh && expiresAt <= longest) return;
  // Of the requests of one page the first writes.
  const isStale = or(lt(sessions.expiresAt, fresh), gt(sessions.expiresAt, longest));
  await db
    .update(sessions)
    .set({ expiresAt: expiry(role) })
    .where(and(eq(sessions.id, id), isStale, isNull(sessions.revokedAt)));
}

/** Notes that a code of the second factor was accepted in a session. */
export async function noteSecondFactor(db: Executor, id: string): Promise<void> {
  await db.update(sessions).set({ secondFactorAt: new Date() }).where(eq(sessions.id, id));
}

/**
 * Forgets sessions that ended a month ago: until then they say who was signed in, from where. The links
 * of letters with them.
 */
export async function purgeSessions({ db }: Pick<Context, "db">): Promise<void> {
  const before = new Date(Date.now() - SESSION_SECONDS * 1000);
  await db.delete(sessions).where(lt(sessions.expiresAt, before));
  await db.delete(mailLinks).where(lt(mailLinks.expiresAt, before));
}

/** Ends a session at once. */
export async function endSession(db: Executor, id: string): Promise<void> {
  await db
    .update(sessions)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(sessions.id, id), isNull(sessions.revokedAt)));
}

/**
 * Ends the session that a token names, if it came through the calling app or none.
 * Repeating it is harmless. Throws NOT_FOUND, UNAUTHENTICATED and SCOPE_MISSING.
 */
export async function revokeSessionToken(ctx: Context, token: string): Promise<void> {
  const app = requireApp(ctx, "auth:write");
  const { subject } = await verifyToken("session", token).catch(() => {
    throw notFound("session");
  });
  const reachable = or(eq(sessions.appId, app.id), isNull(sessions.appId));
  const [known] = await ctx.db
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.id, subject), reachable));
  if (!known) throw notFound("session");
  await endSession(ctx.db, known.id);
}
