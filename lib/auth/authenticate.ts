import type { Executor } from "@/db/client";
import type { Actor, AppCaller } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import type { Surface } from "@/lib/http/operation";
import { isSameOrigin, sessionIdFromCookie } from "./cookie";
import { bearerOf } from "./credential";
import { loadApp, loadAppAndSession, loadSession } from "./load-caller";
import { verifyToken } from "./tokens";

interface Caller {
  actor: Actor;
  app: AppCaller | null;
}
const anonymous: Caller = { actor: { kind: "anonymous" }, app: null };

/** Authenticates the caller of a surface. With an Authorization header the cookie is ignored. Throws 401 and 403 codes. */
export async function authenticate(
  db: Executor,
  headers: Headers,
  method: string,
  surface: Surface,
): Promise<Caller> {
  if (surface === "public") return anonymous;
  if (surface === "own-pages") {
    requireSameOrigin(headers, method);
    return anonymous;
  }
  const authorization = headers.get("authorization");
  if (authorization === null) {
    if (surface !== "app") return authenticateCookie(db, headers, method);
    throw new AppError("UNAUTHENTICATED", "An app access token is required.");
  }
  if (surface === "browser" || surface === "admin") {
    throw new AppError("UNAUTHENTICATED", "This endpoint requires a browser session.");
  }
  const bearer = bearerOf(authorization);
  if (!bearer)
    throw new AppError("UNAUTHENTICATED", "The Authorization header must be a Bearer token.");
  if (surface === "session") return authenticateSessionToken(db, bearer);
  const { subject, scope } = await verifyToken("app", bearer);
  const token = headers.get("x-session-token");
  if (surface === "app" || !token) {
    const app = appCaller(await loadApp(db, subject), scope);
    if (surface === "app") return { actor: anonymous.actor, app };
    throw new AppError("UNAUTHENTICATED", "The X-Session-Token header is missing.");
  }
  return authenticateAppAndSession(db, subject, scope, token);
}

async function authenticateCookie(db: Executor, headers: Headers, method: string): Promise<Caller> {
  const sid = await sessionIdFromCookie(headers);
  if (!sid) throw new AppError("UNAUTHENTICATED", "Sign in first.");
  requireSameOrigin(headers, method);
  const { sessionApp: _, ...actor } = await loadSession(db, sid);
  return { actor, app: null };
}

/** An app with the scopes of its token, but for those that were taken from the app since. */
const appCaller = ({ id, scopes, firstParty }: LoadedApp, scope: string): AppCaller => ({
  id,
  scopes: scope.split(" ").filter((s) => scopes.includes(s)),
  firstParty,
});
type LoadedApp = Awaited<ReturnType<typeof loadApp>>;

/** Authenticates a session token. If an app obtained the session, the caller has that app's current scopes. */
async function authenticateSessionToken(db: Executor, token: string): Promise<Caller> {
  const { subject } = await verifyToken("session", token);
  const { sessionApp, ...actor } = await loadSession(db, subject);
  return { actor, app: sessionApp };
}

async function authenticateAppAndSession(
  db: Executor,
  appId: string,
  scope: string,
  token: string,
) {
  const session = await verifyToken("session", token).catch(async (error: unknown) => {
    // If the app is invalid too, that error comes first.
    await loadApp(db, appId);
    throw error;
  });
  const { app, owner } = await loadAppAndSession(db, appId, session.subject);
  const { sessionApp, ...actor } = owner;
  if (sessionApp !== null && sessionApp.id !== app.id) {
    throw new AppError("UNAUTHENTICATED", "This session was created by a different app.");
  }
  return { actor, app: appCaller(app, scope) };
}

function requireSameOrigin(headers: Headers, method: string): void {
  if (method === "GET" || method === "HEAD" || isSameOrigin(headers)) return;
  throw new AppError("CROSS_ORIGIN", "Cross-origin requests with a session cookie aren't allowed.");
}
