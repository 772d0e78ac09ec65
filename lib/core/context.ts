import type { Database } from "@/db/client";
import { isEmbedded } from "./env";
import { AppError } from "./errors";
import { type Logger, log, withoutBoundFields } from "./log";
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
  /** The IANA zone that the customer chose; null for the browser's. */
  timeZone: string | null;
  /** Whether two-factor sign-in is on. */
  secondFactor: boolean;
  sessionId: string;
  /** When a code of the second factor was last accepted in this session. */
  secondFactorAt: Date | null;
}
/** The app of a call, with the scopes that the call may use. */
export interface AppCaller {
  id: string;
  scopes: readonly string[];
  firstParty: boolean;
}
export type Actor = CustomerActor | { kind: "anonymous" } | { kind: "system" };

/** The caller of a verb: who it is, through which app and from where, and what the verb works with. */
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

/** Adds fields to the later log lines of a context, such as the id of its payment or purchase. */
export function addLogFields(ctx: Context, ids: Record<string, string | number>): void {
  ctx.log = ctx.log.child(withoutBoundFields(ctx.log, ids));
}

/** The context of a background job, whose actor is the system. */
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

/** The calling app, if it has the scope. Throws UNAUTHENTICATED or SCOPE_MISSING. */
export function requireApp(ctx: Context, scope: Scope): AppCaller {
  if (!ctx.app) throw new AppError("UNAUTHENTICATED", "An app access token is required.");
  if (!ctx.app.scopes.includes(scope)) {
    throw new AppError("SCOPE_MISSING", `Missing required scope: ${scope}.`);
  }
  return ctx.app;
}

/**
 * The calling customer. If the call comes through an app, the app must have the scope.
 * Throws UNAUTHENTICATED or SCOPE_MISSING.
 */
export function requireCustomer(ctx: Context, scope?: Scope): CustomerActor {
  if (ctx.actor.kind !== "customer") throw new AppError("UNAUTHENTICATED", "Sign in first.");
  if (ctx.app && scope) requireApp(ctx, scope);
  return ctx.actor;
}

/** Whether a customer must turn on two-factor sign-in: admins must, except in the embedded stack. */
export const lacksSecondFactor = ({ role, secondFactor }: CustomerActor): boolean =>
  role === "admin" && !secondFactor && !isEmbedded();

/** The calling admin. Throws UNAUTHENTICATED or FORBIDDEN. */
export function requireAdmin(ctx: Context): CustomerActor {
  const customer = requireCustomer(ctx);
  if (customer.role !== "admin") throw new AppError("FORBIDDEN", "Admin access required.");
  if (lacksSecondFactor(customer)) {
    throw new AppError(
      "FORBIDDEN",
      "Admins need two-factor authentication. Turn it on in your profile.",
    );
  }
  return customer;
}

/** How long after an accepted code of the second factor `requireFreshAdmin` accepts the session. */
export const STEP_UP_SECONDS = 15 * 60;

/**
 * The calling admin, for verbs that move money, change what is sold, or give access. An admin with a second factor must
 * have entered a code in this session within the last 15 minutes, so that an unattended browser or a stolen cookie
 * isn't enough. Throws what `requireAdmin` throws, and STEP_UP_REQUIRED.
 */
export function requireFreshAdmin(ctx: Context): CustomerActor {
  const admin = requireAdmin(ctx);
  const since = Date.now() - STEP_UP_SECONDS * 1000;
  if (admin.secondFactor && (admin.secondFactorAt?.getTime() ?? 0) < since) {
    throw new AppError("STEP_UP_REQUIRED", "Enter a code from your authenticator app first.");
  }
  return admin;
}
