import { and, eq, isNull, lt, or } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { mailLinks, sessions } from "@/db/schema";
import { type Context, requireApp } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { signToken, verifyToken } from "./tokens";

/** A session's life in seconds, counted from its last use. */
export const SESSION_SECONDS = 30 * 24 * 3600;
// A write at most this often: what a session's owner is told of its last use is as exact.
const SLIDE_AFTER_SECONDS = 10 * 60;

const expiry = () => new Date(Date.now() + SESSION_SECONDS * 1000);

/** Starts a session of a customer; the app that asked, if one did, is remembered. */
export async function startSession(ctx: Context, customerId: number, db: Executor = ctx.db) {
  const id = newId("ses");
  const expiresAt = expiry();
  const appId = ctx.app?.id ?? null;
  const { ip, userAgent } = ctx;
  const deviceHash = ctx.app ? null : ctx.device;
  await db.insert(sessions).values({ id, customerId, appId, ip, userAgent, deviceHash, expiresAt });
  return { id, expiresAt, token: await signToken("session", id) };
}

/** Notes that a session was used, unless that was noted a short while ago. */
export async function slideSession(db: Executor, id: string, expiresAt: Date): Promise<void> {
  const fresh = new Date(Date.now() + (SESSION_SECONDS - SLIDE_AFTER_SECONDS) * 1000);
  if (expiresAt >= fresh) return;
  // Of the requests of one page the first writes.
  const isStale = lt(sessions.expiresAt, fresh);
  await db
    .update(sessions)
    .set({ expiresAt: expiry() })
    .where(and(eq(sessions.id, id), isStale, isNull(sessions.revokedAt)));
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
    .set({ revokedAt: new Date() })
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
