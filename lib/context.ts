import type { Database } from "@/db/client";
import { isEmbedded } from "./env";
import { AppError } from "./errors";
import { type Logger, log, unsaid } from "./log";
import type { Scope } from "./scopes";

export { type Scope, scopes } from "./scopes";

export interface CustomerActor {
  kind: "customer";
  id: number;
  publicId: string;
  email: string;
  name: string | null;
  role: "trader" | "admin";
  emailVerified: boolean;
  /** Whether two-factor sign-in is on. */
  secondFactor: boolean;
  sessionId: string;
  /** When a code of the second factor was last accepted in this session. */
  secondFactorAt: Date | null;
}
export interface AppCaller {
  id: string;
  scopes: readonly string[];
  firstParty: boolean;
}
export type Actor = CustomerActor | { kind: "nobody" } | { kind: "system" };

/** Who asks, through which app, from where, and with what it may work. Verbs decide from it. */
export interface Context {
  requestId: string;
  db: Database;
  log: Logger;
  actor: Actor;
  app: AppCaller | null;
  ip: string;
  userAgent: string;
  /** The hash of the browser's device cookie; null where there is none. */
  device: string | null;
}

/** From here on the context's lines in the log name these: the payment or purchase that it is about. */
export function about(ctx: Context, ids: Record<string, string | number>): void {
  ctx.log = ctx.log.child(unsaid(ctx.log, ids));
}

/** The context of a background job: nobody asked, the system acts. */
export function systemContext(db: Database, jobId: string): Context {
  return {
    requestId: jobId,
    db,
    log: log().child({ job_id: jobId }),
    actor: { kind: "system" },
    app: null,
    ip: "",
    userAgent: "",
    device: null,
  };
}

/** The app that calls, if it holds the scope. Throws UNAUTHENTICATED or SCOPE_MISSING. */
export function requireApp(ctx: Context, scope: Scope): AppCaller {
  if (!ctx.app) throw new AppError("UNAUTHENTICATED", "An app access token is required.");
  if (!ctx.app.scopes.includes(scope)) {
    throw new AppError("SCOPE_MISSING", `This needs the scope ${scope}.`);
  }
  return ctx.app;
}

/**
 * The signed-in customer who asks; called through an app, the app must hold the scope.
 * Throws UNAUTHENTICATED or SCOPE_MISSING.
 */
export function requireCustomer(ctx: Context, scope?: Scope): CustomerActor {
  if (ctx.actor.kind !== "customer") throw new AppError("UNAUTHENTICATED", "Sign in first.");
  if (ctx.app && scope) requireApp(ctx, scope);
  return ctx.actor;
}

/** Whether somebody has to turn two-factor sign-in on first: outside development all admins have. */
export const lacksSecondFactor = ({ role, secondFactor }: CustomerActor): boolean =>
  role === "admin" && !secondFactor && !isEmbedded();

/** The signed-in admin who asks. Throws UNAUTHENTICATED or FORBIDDEN. */
export function requireAdmin(ctx: Context): CustomerActor {
  const me = requireCustomer(ctx);
  if (me.role !== "admin") throw new AppError("FORBIDDEN", "This is for the firm's admins.");
  if (lacksSecondFactor(me)) {
    throw new AppError("FORBIDDEN", "Admins need two-factor sign-in. Turn it on in your profile.");
  }
  return me;
}

/** How long an accepted code of the second factor is recent enough for `requireFreshAdmin`. */
export const STEP_UP_SECONDS = 15 * 60;

/**
 * The signed-in admin, for what moves money, changes what is sold for it, or gives somebody access. One with
 * a second factor must have entered a code in this session within the last 15 minutes, so that an unattended
 * browser or a stolen cookie isn't enough. Throws what `requireAdmin` does, and STEP_UP_REQUIRED.
 */
export function requireFreshAdmin(ctx: Context): CustomerActor {
  const me = requireAdmin(ctx);
  const since = Date.now() - STEP_UP_SECONDS * 1000;
  if (me.secondFactor && (me.secondFactorAt?.getTime() ?? 0) < since) {
    throw new AppError("STEP_UP_REQUIRED", "This needs a code of your authenticator app first.");
  }
  return me;
}
