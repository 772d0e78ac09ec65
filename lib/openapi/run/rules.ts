import { env, isEmbedded } from "@/lib/env";
import type { Operation } from "../operation";
import type { RunBy } from "../schemas";

// A run of a run would have no end; next-auth's forms want a cookie of the browser's own jar.
const never = new Set(["runOperation", "browserSignIn", "browserSignOut"]);
// What makes tokens, and the figures of the business.
const forAdmins = new Set(["createAppToken", "logInToTrade", "getMetrics"]);

/** Who may run an operation: what an app or an admin alone may call is for admins. */
export function runBy({ id, surface }: Operation): RunBy {
  if (never.has(id)) return "nobody";
  if (surface === "app" || surface === "admin" || forAdmins.has(id)) return "admin";
  return "anyone";
}

/** Whether writes may be run: on the sandbox alone, where no money moves. */
export const writesRun = (): boolean => isEmbedded() && env().STRIPE_API_BASE !== undefined;
