import { createHash, timingSafeEqual } from "node:crypto";
import { eq } from "drizzle-orm";
import { apiApps } from "@/db/schema";
import { type Context, scopes } from "@/lib/context";
import { OAuthError } from "@/lib/http/oauth-error";
import { limitToken } from "./limits";
import { APP_TOKEN_SECONDS, signToken } from "./tokens";

/** The hash that is kept of an app's secret: 256 random bits need no slow hash. */
export const hashSecret = (secret: string) => createHash("sha256").update(secret).digest("hex");

const sameHash = (a: string, b: string) => timingSafeEqual(Buffer.from(a), Buffer.from(b));

interface Request {
  grantType?: string | undefined;
  clientId?: string | undefined;
  clientSecret?: string | undefined;
  scope?: string | undefined;
}

/** Client credentials for an app access token. Throws OAuthError and RATE_LIMITED. */
export async function issueAppToken(ctx: Context, request: Request) {
  const { grantType, clientId, clientSecret } = request;
  if (!grantType) throw new OAuthError("invalid_request", "grant_type is missing.");
  if (grantType !== "client_credentials") {
    throw new OAuthError("unsupported_grant_type", "Only client_credentials is supported.");
  }
  if (!clientId || !clientSecret) {
    throw new OAuthError("invalid_client", "client_id and client_secret are required.");
  }
  const secretWasRight = await limitToken(ctx, clientId);
  const [app] = await ctx.db.select().from(apiApps).where(eq(apiApps.id, clientId));
  const fits = secretFits(app, clientSecret);
  if (!app || !fits || app.disabledAt) {
    throw new OAuthError("invalid_client", "Unknown client or wrong secret.");
  }
  await secretWasRight();
  const granted = grant(request.scope, app.scopes);
  const accessToken = await signToken("app", app.id, { scope: granted }, APP_TOKEN_SECONDS);
  return { accessToken, scope: granted, expiresIn: APP_TOKEN_SECONDS };
}

/** Whether it is the app's secret, or the one before while that still works. */
function secretFits(app: typeof apiApps.$inferSelect | undefined, secret: string): boolean {
  const hash = hashSecret(secret);
  const isCurrent = sameHash(app?.secretHash ?? hashSecret(""), hash);
  const { previousSecretHash: previous, previousSecretUntil: until } = app ?? {};
  if (!previous || !until || until.getTime() <= Date.now()) return isCurrent;
  return sameHash(previous, hash) || isCurrent;
}

function grant(asked: string | undefined, held: readonly string[]): string {
  const wanted = asked?.split(" ").filter(Boolean) ?? [];
  if (wanted.length === 0) return scopes.filter((scope) => held.includes(scope)).join(" ");
  const refused = wanted.filter((scope) => !held.includes(scope));
  if (refused.length > 0)
    throw new OAuthError("invalid_scope", `Not granted: ${refused.join(" ")}.`);
  return [...new Set(wanted)].join(" ");
}
