import { decode } from "next-auth/jwt";
import { createBoundedCache } from "@/lib/core/bounded-cache";
import { env } from "@/lib/core/env";
import { perProcess } from "@/lib/core/per-process";

/** Whether cookies are sent over https only. Their names then have a prefix by which the browser enforces it. */
export const secureCookies = () => env().APP_URL.startsWith("https:");
export const sessionCookieName = () =>
  `${secureCookies() ? "__Secure-" : ""}next-auth.session-token`;

type ReadHeaders = Pick<Headers, "get">;

function sessionToken(headers: ReadHeaders): string | undefined {
  const name = `${sessionCookieName()}=`;
  const pairs = (headers.get("cookie") ?? "").split(";").map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(name))?.slice(name.length) || undefined;
}

/** Whether a request has a session cookie, valid or not. */
export const hasSessionCookie = (headers: ReadHeaders): boolean =>
  sessionToken(headers) !== undefined;

/** The header of cookies that next-auth encrypts. Others could demand thousands of rounds of key derivation. */
const JWE_HEADER = Buffer.from('{"alg":"dir","enc":"A256GCM"}').toString("base64url");

/** Decrypts a session cookie. Throws for one that next-auth didn't encrypt, or that has expired. */
export const decodeSession: typeof decode = async (params) => {
  if (!params.token?.startsWith(`${JWE_HEADER}..`))
    throw new Error("not a session cookie of next-auth");
  return decode(params);
};

// A cookie is decrypted before its request is queued, and again by the route.
const MAX_CACHED_LENGTH = 2_048;
const sessionCache = perProcess("session-cookies", () =>
  createBoundedCache<{ sid: string; endsAt: number }>(5_000),
);

/** The session id in the browser's cookie; null without a valid cookie. */
export async function sessionIdFromCookie(headers: ReadHeaders): Promise<string | null> {
  const token = sessionToken(headers);
  if (!token) return null;
  const cached = sessionCache().get(token);
  if (cached && Date.now() < cached.endsAt) return cached.sid;
  const claims = await decodeSession({ token, secret: env().NEXTAUTH_SECRET }).catch(() => null);
  if (typeof claims?.sid !== "string") return null;
  const { sid, exp } = claims;
  if (token.length <= MAX_CACHED_LENGTH && typeof exp === "number") {
    sessionCache().set(token, { sid, endsAt: exp * 1_000 });
  }
  return sid;
}

/**
 * Whether a request that a cookie authenticates comes from our own pages. Without Origin and Sec-Fetch-Site it
 * doesn't.
 */
export function isSameOrigin(headers: Headers): boolean {
  const origin = headers.get("origin");
  if (origin) {
    const { APP_URL, PROPDESK_MODE } = env();
    if (origin === APP_URL) return true;
    return (
      PROPDESK_MODE === "embedded" &&
      URL.canParse(origin) &&
      new URL(origin).host === headers.get("host")
    );
  }
  return headers.get("sec-fetch-site") === "same-origin";
}
