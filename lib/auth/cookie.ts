import { decode } from "next-auth/jwt";
import { createBoundedCache } from "@/lib/bounded-cache";
import { env } from "@/lib/env";

/** Whether cookies are for https alone: the browser is told so by their name. */
export const secureCookies = () => env().APP_URL.startsWith("https:");
export const sessionCookieName = () =>
  `${secureCookies() ? "__Secure-" : ""}next-auth.session-token`;

type ReadHeaders = Pick<Headers, "get">;

function sessionToken(headers: ReadHeaders): string | undefined {
  const name = `${sessionCookieName()}=`;
  const pairs = (headers.get("cookie") ?? "").split(";").map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(name))?.slice(name.length) || undefined;
}

/** Whether a browser sent a session cookie, whatever it is worth. */
export const hasSessionCookie = (headers: ReadHeaders): boolean =>
  sessionToken(headers) !== undefined;

/** With this header next-auth encrypts a cookie. Another may ask for thousands of rounds to derive a key. */
const JWE_HEADER = Buffer.from('{"alg":"dir","enc":"A256GCM"}').toString("base64url");

/** Decrypts a session cookie. Throws for one that next-auth didn't encrypt, or that has expired. */
export const decodeSession: typeof decode = async (params) => {
  if (!params.token?.startsWith(`${JWE_HEADER}..`)) throw new Error("no session cookie of ours");
  return decode(params);
};

// A cookie is decrypted before a request has its turn, and again by its route.
const LONGEST_KNOWN = 2_048;
const known = createBoundedCache<{ sid: string; endsAt: number }>(5_000);

/** The session id in the browser's cookie, if there is a cookie and it is ours. */
export async function sessionIdFromCookie(headers: ReadHeaders): Promise<string | null> {
  const token = sessionToken(headers);
  if (!token) return null;
  const found = known.get(token);
  if (found && Date.now() < found.endsAt) return found.sid;
  const claims = await decodeSession({ token, secret: env().NEXTAUTH_SECRET }).catch(() => null);
  if (typeof claims?.sid !== "string") return null;
  const { sid, exp } = claims;
  if (token.length <= LONGEST_KNOWN && typeof exp === "number") {
    known.set(token, { sid, endsAt: exp * 1_000 });
  }
  return sid;
}

/**
 * Whether a write that a cookie vouches for comes from our own pages.
 * Neither Origin nor Sec-Fetch-Site means no.
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
