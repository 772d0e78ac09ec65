import { env, isEmbedded } from "@/lib/core/env";
import type { DocumentedOperation } from "../all-operations";
import type { RunBy } from "../schemas";

// Running a run would recurse; next-auth's forms need a cookie of the browser's own jar.
const never = new Set(["runOperation", "browserSignIn", "browserSignOut"]);
// Creates tokens, or shows the figures of the business.
const forAdmins = new Set(["createAppToken", "logInToTrade", "getMetrics"]);

/** Who may run an operation: operations for apps or admins are for admins. */
export function runBy({ id, surface }: DocumentedOperation): RunBy {
  if (never.has(id)) return "none";
  if (surface === "app" || surface === "admin" || forAdmins.has(id)) return "admin";
  return "anyone";
}

/** Whether writes may be run: only with the Stripe sandbox, where no money moves. */
export const writesRun = (): boolean => isEmbedded() && env().STRIPE_API_BASE !== undefined;
