import { type AppCaller, type Context, requireCustomer } from "@/lib/context";
import { loadApp } from "./load-caller";
import { signToken } from "./tokens";

// A call that the server makes itself takes seconds.
const SECONDS = 60;

/** The app of an id as a caller with all its scopes. Throws UNAUTHENTICATED for one that isn't enabled. */
export async function appCallerOf(ctx: Context, appId: string): Promise<AppCaller> {
  const { id, scopes, firstParty } = await loadApp(ctx.db, appId);
  return { id, scopes, firstParty };
}

/** A short-lived token of an app, for a call that this server makes. It must not leave the server. */
export const appTokenOf = ({ id, scopes }: AppCaller): Promise<string> =>
  signToken("app", id, { scope: scopes.join(" ") }, SECONDS);

/** A short-lived token of the session of whoever asks. It must not leave the server. */
export const sessionTokenOf = (ctx: Context): Promise<string> =>
  signToken("session", requireCustomer(ctx).sessionId, {}, SECONDS);
