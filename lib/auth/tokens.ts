import { createHash, hkdfSync } from "node:crypto";
import { decodeProtectedHeader, errors, jwtVerify, SignJWT } from "jose";
import { createBoundedCache } from "@/lib/core/bounded-cache";
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import { perProcess } from "@/lib/core/per-process";

const audiences = ["app", "session"] as const;
export type Audience = (typeof audiences)[number];

/** An app access token's life in seconds. */
export const APP_TOKEN_SECONDS = 3600;

interface SigningKey {
  id: string;
  key: Promise<CryptoKey>;
}
// Created once: deriving and importing a key takes longer than verifying a token.
const keys = perProcess("signing-keys", () => new Map<Audience, SigningKey>());

function signingKey(audience: Audience): SigningKey {
  const existing = keys().get(audience);
  if (existing) return existing;
  const info = `token:${audience}`;
  const raw = new Uint8Array(hkdfSync("sha256", env().NEXTAUTH_SECRET, "propdesk", info, 32));
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const created = {
    id: createHash("sha256").update(raw).digest("hex").slice(0, 16),
    key: crypto.subtle.importKey("raw", raw, hmac, false, ["sign", "verify"]),
  };
  keys().set(audience, created);
  return created;
}
const audienceName = (audience: Audience) => `propdesk:${audience}`;

/** Signs a JWT for a session or an app. Without `seconds` only the database row says when it ends. */
export async function signToken(
  audience: Audience,
  subject: string,
  claims: Record<string, string> = {},
  seconds?: number,
): Promise<string> {
  const { id: kid, key } = signingKey(audience);
  const token = new SignJWT(claims)
    .setProtectedHeader({ alg: "HS256", kid, typ: "JWT" })
    .setAudience(audienceName(audience))
    .setIssuer(env().APP_URL)
    .setSubject(subject)
    .setIssuedAt();
  if (seconds !== undefined) token.setExpirationTime(`${seconds}s`);
  return token.sign(await key);
}

/**
 * The audience whose key a token names in its header; null if it names none of ours. Anyone can write that: only
 * `verifyToken` proves it. Trying one key after the other would verify most tokens twice.
 */
export function claimedAudience(token: string): Audience | null {
  try {
    const { kid } = decodeProtectedHeader(token);
    return audiences.find((audience) => signingKey(audience).id === kid) ?? null;
  } catch {
    return null;
  }
}

interface TokenClaims {
  subject: string;
  scope: string;
}
// The claims of a valid token never change, so they are cached. Whether its session or app is still valid, each
// request reads from the database.
const CACHE_SIZE = 10_000;
const MAX_CACHED_LENGTH = 1_024;
/** The form of a token that we sign. A lenient parser would accept one token in many spellings, each a cache entry. */
const COMPACT = /^[\w-]+\.[\w-]+\.[\w-]+$/;
const claimsCache = perProcess("token-claims", () =>
  createBoundedCache<{ claims: TokenClaims; endsAt: number }>(CACHE_SIZE),
);

/** Verifies a token and returns its claims. Throws UNAUTHENTICATED, or TOKEN_EXPIRED for a token that has expired. */
export async function verifyToken(audience: Audience, token: string): Promise<TokenClaims> {
  const cacheKey = `${audience} ${token}`;
  const cached = claimsCache().get(cacheKey);
  if (cached && Date.now() < cached.endsAt) return cached.claims;
  if (!COMPACT.test(token)) throw invalidToken(audience);
  const { endsAt, ...claims } = await readToken(audience, token);
  if (token.length > MAX_CACHED_LENGTH) return claims;
  claimsCache().set(cacheKey, { claims, endsAt });
  return claims;
}

async function readToken(audience: Audience, token: string) {
  try {
    const { payload } = await jwtVerify(token, await signingKey(audience).key, {
      algorithms: ["HS256"],
      audience: audienceName(audience),
      issuer: env().APP_URL,
    });
    if (!payload.sub) throw new AppError("UNAUTHENTICATED", "The token has no subject.");
    const scope = typeof payload.scope === "string" ? payload.scope : "";
    const endsAt = payload.exp === undefined ? Number.POSITIVE_INFINITY : payload.exp * 1000;
    return { subject: payload.sub, scope, endsAt };
  } catch (cause) {
    if (cause instanceof errors.JWTExpired) {
      throw new AppError("TOKEN_EXPIRED", `The ${audience} token has expired.`, { cause });
    }
    if (cause instanceof AppError) throw cause;
    throw invalidToken(audience, cause);
  }
}

const invalidToken = (audience: Audience, cause?: unknown) =>
  new AppError("UNAUTHENTICATED", `The ${audience} token isn't valid.`, { cause });
