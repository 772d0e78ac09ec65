import { createHash, hkdfSync } from "node:crypto";
import { errors, jwtVerify, SignJWT } from "jose";
import { createBoundedCache } from "@/lib/bounded-cache";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

type Audience = "app" | "session";

/** An app access token's life in seconds. */
export const APP_TOKEN_SECONDS = 3600;

interface Key {
  id: string;
  key: Promise<CryptoKey>;
}
// Made once: to derive and import one takes longer than to verify a token by it.
const keys = new Map<Audience, Key>();

function keyOf(audience: Audience): Key {
  const known = keys.get(audience);
  if (known) return known;
  const info = `token:${audience}`;
  const raw = new Uint8Array(hkdfSync("sha256", env().NEXTAUTH_SECRET, "propdesk", info, 32));
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const made = {
    id: createHash("sha256").update(raw).digest("hex").slice(0, 16),
    key: crypto.subtle.importKey("raw", raw, hmac, false, ["sign", "verify"]),
  };
  keys.set(audience, made);
  return made;
}
const audienceName = (audience: Audience) => `propdesk:${audience}`;

/** A JWT that names a session or an app. Without `seconds` the database row alone says when it ends. */
export async function signToken(
  audience: Audience,
  subject: string,
  claims: Record<string, string> = {},
  seconds?: number,
): Promise<string> {
  const { id: kid, key } = keyOf(audience);
  const token = new SignJWT(claims)
    .setProtectedHeader({ alg: "HS256", kid, typ: "JWT" })
    .setAudience(audienceName(audience))
    .setIssuer(env().APP_URL)
    .setSubject(subject)
    .setIssuedAt();
  if (seconds !== undefined) token.setExpirationTime(`${seconds}s`);
  return token.sign(await key);
}

interface Named {
  subject: string;
  scope: string;
}
// A token says the same as long as it is good. Whether its session or app still stands, the database is
// asked each time.
const MOST_KNOWN = 10_000;
const LONGEST_KNOWN = 1_024;
/** A token as it is signed. What is lenient would let one be written in any length, in any number of ways. */
const COMPACT = /^[\w-]+\.[\w-]+\.[\w-]+$/;
const known = createBoundedCache<{ named: Named; endsAt: number }>(MOST_KNOWN);

/** Whom a token names. Throws UNAUTHENTICATED, or TOKEN_EXPIRED for one that was good once. */
export async function verifyToken(audience: Audience, token: string): Promise<Named> {
  const place = `${audience} ${token}`;
  const found = known.get(place);
  if (found && Date.now() < found.endsAt) return found.named;
  if (!COMPACT.test(token)) throw notValid(audience);
  const { endsAt, ...named } = await readToken(audience, token);
  if (token.length > LONGEST_KNOWN) return named;
  known.set(place, { named, endsAt });
  return named;
}

async function readToken(audience: Audience, token: string) {
  try {
    const { payload } = await jwtVerify(token, await keyOf(audience).key, {
      algorithms: ["HS256"],
      audience: audienceName(audience),
      issuer: env().APP_URL,
    });
    if (!payload.sub) throw new AppError("UNAUTHENTICATED", "The token names nobody.");
    const scope = typeof payload.scope === "string" ? payload.scope : "";
    const endsAt = payload.exp === undefined ? Number.POSITIVE_INFINITY : payload.exp * 1000;
    return { subject: payload.sub, scope, endsAt };
  } catch (cause) {
    if (cause instanceof errors.JWTExpired) {
      throw new AppError("TOKEN_EXPIRED", `The ${audience} token has expired.`, { cause });
    }
    if (cause instanceof AppError) throw cause;
    throw notValid(audience, cause);
  }
}

const notValid = (audience: Audience, cause?: unknown) =>
  new AppError("UNAUTHENTICATED", `The ${audience} token is not valid.`, { cause });
