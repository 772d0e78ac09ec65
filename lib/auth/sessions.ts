import { and, eq, isNull, lt, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Executor } from "@/db/client";
import { once } from "@/db/prepare";
import { apiApps, customers, mailLinks, sessions } from "@/db/schema";
import { type Context, type CustomerActor, requireApp } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
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
  await db.insert(sessions).values({ id, customerId, appId, ip, userAgent, expiresAt });
  return { id, expiresAt, token: await signToken("session", id) };
}

const { id, publicId, email, name, role, disabledAt, emailVerifiedAt, totpEnabledAt } = customers;
const columns = {
  // The first says whether there is one: where it is null, a joined object is.
  session: { expiresAt: sessions.expiresAt, revokedAt: sessions.revokedAt, appId: sessions.appId },
  customer: { id, publicId, email, name, role, disabledAt, emailVerifiedAt, totpEnabledAt },
};
const cameThrough = alias(apiApps, "came_through");

const sessionById = once((db) =>
  db
    .select({ ...columns, appDisabledAt: cameThrough.disabledAt })
    .from(sessions)
    .innerJoin(customers, eq(id, sessions.customerId))
    .leftJoin(cameThrough, eq(cameThrough.id, sessions.appId))
    .where(eq(sessions.id, sql.placeholder("id")))
    .prepare("session-by-id"),
);
type Found = Awaited<ReturnType<ReturnType<typeof sessionById>["execute"]>>[number];

type Owner = CustomerActor & { appId: string | null };

/**
 * The person behind a session and the app that it came through. An app that was disabled takes
 * its sessions with it. Throws UNAUTHENTICATED or TOKEN_EXPIRED.
 */
export async function loadSession(db: Executor, id: string): Promise<Owner> {
  const [row] = await sessionById(db).execute({ id });
  return ownerOf(db, id, row);
}

/** At once, but for the request whose use is noted. */
function ownerOf(db: Executor, id: string, row: Found | undefined): Owner | Promise<Owner> {
  if (!row || row.session.revokedAt || row.customer.disabledAt || row.appDisabledAt) {
    throw new AppError("UNAUTHENTICATED", "The session has ended. Sign in again.");
  }
  const left = row.session.expiresAt.getTime() - Date.now();
  if (left <= 0) throw new AppError("TOKEN_EXPIRED", "The session has expired. Sign in again.");
  const owner = present(id, row);
  const fresh = (SESSION_SECONDS - SLIDE_AFTER_SECONDS) * 1000;
  return left < fresh ? slide(db, id, fresh).then(() => owner) : owner;
}

async function slide(db: Executor, id: string, fresh: number): Promise<void> {
  // Of the requests of one page the first writes.
  const isStale = lt(sessions.expiresAt, new Date(Date.now() + fresh));
  await db
    .update(sessions)
    .set({ expiresAt: expiry() })
    .where(and(eq(sessions.id, id), isStale, isNull(sessions.revokedAt)));
}

const present = (sessionId: string, { session, customer }: Found): Owner => ({
  kind: "customer",
  id: customer.id,
  publicId: customer.publicId,
  email: customer.email,
  name: customer.name,
  role: customer.role,
  emailVerified: customer.emailVerifiedAt !== null,
  secondFactor: customer.totpEnabledAt !== null,
  sessionId,
  appId: session.appId,
});

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

const appColumns = {
  id: apiApps.id,
  scopes: apiApps.scopes,
  firstParty: apiApps.firstParty,
  disabledAt: apiApps.disabledAt,
};
const appById = once((db) =>
  db
    .select(appColumns)
    .from(apiApps)
    .where(eq(apiApps.id, sql.placeholder("id")))
    .prepare("app-by-id"),
);

/** The app behind a token. Throws UNAUTHENTICATED for one that was disabled. */
export async function loadApp(db: Executor, id: string) {
  const [app] = await appById(db).execute({ id });
  return inUse(app);
}

function inUse<App extends { disabledAt: Date | null }>(app: App | undefined): App {
  if (app && !app.disabledAt) return app;
  throw new AppError("UNAUTHENTICATED", "The app's access has ended.");
}

const appAndSession = once((db) =>
  db
    .select({ app: appColumns, ...columns, appDisabledAt: cameThrough.disabledAt })
    .from(apiApps)
    .leftJoin(sessions, eq(sessions.id, sql.placeholder("session")))
    .leftJoin(customers, eq(id, sessions.customerId))
    .leftJoin(cameThrough, eq(cameThrough.id, sessions.appId))
    .where(eq(apiApps.id, sql.placeholder("app")))
    .prepare("app-and-session"),
);

/** Both at once, as they are asked for by most calls of an app. Throws what either of them does. */
export async function loadAppAndSession(db: Executor, appId: string, sessionId: string) {
  const [row] = await appAndSession(db).execute({ app: appId, session: sessionId });
  const app = inUse(row?.app);
  const { session, customer, appDisabledAt = null } = row ?? {};
  const found = session && customer ? { session, customer, appDisabledAt } : undefined;
  return { app, owner: await ownerOf(db, sessionId, found) };
}
