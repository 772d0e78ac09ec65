import { type AppCaller, type Context, requireCustomer } from "@/lib/core/context";
import { loadApp } from "./load-caller";
import { signToken } from "./tokens";

// Calls that the server makes to itself take seconds.
const SECONDS = 60;

/** An app as a caller with all its scopes. Throws UNAUTHENTICATED if it isn't enabled. */
export async function appCallerOf(ctx: Context, appId: string): Promise<AppCaller> {
  const { id, scopes, firstParty } = await loadApp(ctx.db, appId);
  return { id, scopes, firstParty };
}

/** A short-lived token of an app, for a call of this server to itself. It must not leave the server. */
export const appTokenOf = ({ id, scopes }: AppCaller): Promise<string> =>
  signToken("app", id, { scope: scopes.join(" ") }, SECONDS);

/** A short-lived token of the calling customer's session. It must not leave the server. */
export const sessionTokenOf = (ctx: Context): Promise<string> =>
  signToken("session", requireCustomer(ctx).sessionId, {}, SECONDS);
