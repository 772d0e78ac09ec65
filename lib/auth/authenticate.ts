import type { Executor } from "@/db/client";
import type { Actor, AppCaller } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { isSameOrigin, sessionIdFromCookie } from "./cookie";
import { bearerOf } from "./credential";
import { loadApp, loadAppAndSession, loadSession } from "./load-caller";
import { verifyToken } from "./tokens";

/**
 * What a surface accepts:
 * `app+session`: app token and X-Session-Token, or the browser's cookie;
 * `session`: session token as the bearer, or the cookie; `app`: the app token alone;
 * `browser` and `admin`: the cookie alone, so that no token that an app holds changes who may sign in;
 * `own-pages`: nobody in particular, but from our own pages; `public`: anyone.
 */
export type Surface =
  | "app+session"
  | "session"
  | "app"
  | "browser"
  | "admin"
  | "own-pages"
  | "public";

interface Caller {
  actor: Actor;
  app: AppCaller | null;
}
const nobody: Caller = { actor: { kind: "nobody" }, app: null };

/** Who is calling. An Authorization header switches the cookie off. Throws 401 and 403 codes. */
export async function authenticate(
  db: Executor,
  headers: Headers,
  method: string,
  surface: Surface,
): Promise<Caller> {
  if (surface === "public") return nobody;
  if (surface === "own-pages") {
    requireSameOrigin(headers, method);
    return nobody;
  }
  const authorization = headers.get("authorization");
  if (authorization === null) {
    if (surface !== "app") return cookieCaller(db, headers, method);
    throw new AppError("UNAUTHENTICATED", "An app access token is required.");
  }
  if (surface === "browser" || surface === "admin") {
    throw new AppError("UNAUTHENTICATED", "Sign in with a browser.");
  }
  const bearer = bearerOf(authorization);
  if (!bearer) throw new AppError("UNAUTHENTICATED", "Authorization must be a Bearer token.");
  if (surface === "session") return bearerOfSession(db, bearer);
  const { subject, scope } = await verifyToken("app", bearer);
  const token = headers.get("x-session-token");
  if (surface === "app" || !token) {
    const app = callerOf(await loadApp(db, subject), scope);
    if (surface === "app") return { actor: nobody.actor, app };
    throw new AppError("UNAUTHENTICATED", "X-Session-Token is missing.");
  }
  return appAndSession(db, subject, scope, token);
}

async function cookieCaller(db: Executor, headers: Headers, method: string): Promise<Caller> {
  const sid = await sessionIdFromCookie(headers);
  if (!sid) throw new AppError("UNAUTHENTICATED", "Sign in first.");
  requireSameOrigin(headers, method);
  const { through: _, ...actor } = await loadSession(db, sid);
  return { actor, app: null };
}

// A scope that was taken from the app since is gone from its tokens too.
const callerOf = ({ id, scopes, firstParty }: App, scope: string): AppCaller => ({
  id,
  scopes: scope.split(" ").filter((s) => scopes.includes(s)),
  firstParty,
});
type App = Awaited<ReturnType<typeof loadApp>>;

/** A session that an app obtained may do what that app may now: its token is in the app's hands. */
async function bearerOfSession(db: Executor, token: string): Promise<Caller> {
  const { subject } = await verifyToken("session", token);
  const { through, ...actor } = await loadSession(db, subject);
  return { actor, app: through };
}

async function appAndSession(db: Executor, appId: string, scope: string, token: string) {
  const session = await verifyToken("session", token).catch(async (error: unknown) => {
    // What is wrong with the app is said first.
    await loadApp(db, appId);
    throw error;
  });
  const { app, owner } = await loadAppAndSession(db, appId, session.subject);
  const { through, ...actor } = owner;
  if (through !== null && through.id !== app.id) {
    throw new AppError("UNAUTHENTICATED", "The session belongs to another app.");
  }
  return { actor, app: callerOf(app, scope) };
}

function requireSameOrigin(headers: Headers, method: string): void {
  if (method === "GET" || method === "HEAD" || isSameOrigin(headers)) return;
  throw new AppError("CROSS_ORIGIN", "A write from the browser must come from our own pages.");
}
