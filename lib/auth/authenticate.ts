import type { Executor } from "@/db/client";
import type { Actor, AppCaller } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { isSameOrigin, sessionIdFromCookie } from "./cookie";
import { loadApp, loadSession } from "./sessions";
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
  const bearer = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
  if (!bearer) throw new AppError("UNAUTHENTICATED", "Authorization must be a Bearer token.");
  if (surface === "session") return { actor: await sessionActor(db, bearer, null), app: null };
  const app = await appCaller(db, bearer);
  if (surface === "app") return { actor: { kind: "nobody" }, app };
  const token = headers.get("x-session-token");
  if (!token) throw new AppError("UNAUTHENTICATED", "X-Session-Token is missing.");
  return { actor: await sessionActor(db, token, app.id), app };
}

async function cookieCaller(db: Executor, headers: Headers, method: string): Promise<Caller> {
  const sid = await sessionIdFromCookie(headers);
  if (!sid) throw new AppError("UNAUTHENTICATED", "Sign in first.");
  requireSameOrigin(headers, method);
  return { actor: await loadSession(db, sid), app: null };
}

async function appCaller(db: Executor, bearer: string): Promise<AppCaller> {
  const { subject, scope } = await verifyToken("app", bearer);
  const app = await loadApp(db, subject);
  // A scope that was taken from the app since is gone from its tokens too.
  const scopes = scope.split(" ").filter((s) => app.scopes.includes(s));
  return { id: app.id, scopes, firstParty: app.firstParty };
}

async function sessionActor(db: Executor, token: string, appId: string | null): Promise<Actor> {
  const { subject } = await verifyToken("session", token);
  const { appId: owner, ...actor } = await loadSession(db, subject);
  if (appId !== null && owner !== null && owner !== appId) {
    throw new AppError("UNAUTHENTICATED", "The session belongs to another app.");
  }
  return actor;
}

function requireSameOrigin(headers: Headers, method: string): void {
  if (method === "GET" || method === "HEAD" || isSameOrigin(headers)) return;
  throw new AppError("CROSS_ORIGIN", "A write from the browser must come from our own pages.");
}
