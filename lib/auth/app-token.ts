import { createHash, timingSafeEqual } from "node:crypto";
import { eq } from "drizzle-orm";
import { apiApps } from "@/db/schema";
import { type Context, scopes } from "@/lib/core/context";
import { OAuthError } from "@/lib/http/oauth-error";
import { limitToken } from "./limits";
import { APP_TOKEN_SECONDS, signToken } from "./tokens";

/** The stored hash of an app's secret. A secret of 256 random bits needs no slow hash. */
export const hashSecret = (secret: string) => createHash("sha256").update(secret).digest("hex");

const sameHash = (a: string, b: string) => timingSafeEqual(Buffer.from(a), Buffer.from(b));

interface TokenRequest {
  grantType?: string | undefined;
  clientId?: string | undefined;
  clientSecret?: string | undefined;
  scope?: string | undefined;
}

/** Issues an app access token for client credentials. Throws OAuthError and RATE_LIMITED. */
export async function issueAppToken(ctx: Context, request: TokenRequest) {
  const { grantType, clientId, clientSecret } = request;
  if (!grantType) throw new OAuthError("invalid_request", "grant_type is missing.");
  if (grantType !== "client_credentials") {
    throw new OAuthError("unsupported_grant_type", "Only client_credentials is supported.");
  }
  if (!clientId || !clientSecret) {
    throw new OAuthError("invalid_client", "client_id and client_secret are required.");
  }
  const uncountFailure = await limitToken(ctx, clientId);
  const [app] = await ctx.db.select().from(apiApps).where(eq(apiApps.id, clientId));
  const isValid = matchesSecret(app, clientSecret);
  if (!app || !isValid || app.disabledAt) {
    throw new OAuthError("invalid_client", "Unknown client or incorrect secret.");
  }
  await uncountFailure();
  const granted = grantScopes(request.scope, app.scopes);
  const accessToken = await signToken("app", app.id, { scope: granted }, APP_TOKEN_SECONDS);
  return { accessToken, scope: granted, expiresIn: APP_TOKEN_SECONDS };
}

/** Whether a secret is the app's current one, or its previous one while that is still valid. */
function matchesSecret(app: typeof apiApps.$inferSelect | undefined, secret: string): boolean {
  const hash = hashSecret(secret);
  const isCurrent = sameHash(app?.secretHash ?? hashSecret(""), hash);
  const { previousSecretHash: previous, previousSecretUntil: until } = app ?? {};
  if (!previous || !until || until.getTime() <= Date.now()) return isCurrent;
  return sameHash(previous, hash) || isCurrent;
}

function grantScopes(requested: string | undefined, held: readonly string[]): string {
  const requestedScopes = requested?.split(" ").filter(Boolean) ?? [];
  if (requestedScopes.length === 0) return scopes.filter((scope) => held.includes(scope)).join(" ");
  const notHeld = requestedScopes.filter((scope) => !held.includes(scope));
  if (notHeld.length > 0)
    throw new OAuthError("invalid_scope", `Not granted: ${notHeld.join(" ")}.`);
  return [...new Set(requestedScopes)].join(" ");
}
