import { decode } from "next-auth/jwt";
import { env } from "@/lib/env";

/** Whether cookies are for https alone: the browser is told so by their name. */
export const secureCookies = () => env().APP_URL.startsWith("https:");
export const sessionCookieName = () =>
  `${secureCookies() ? "__Secure-" : ""}next-auth.session-token`;

/** The session id in the browser's cookie, if there is a cookie and it is ours. */
export async function sessionIdFromCookie(headers: Headers): Promise<string | null> {
  const name = `${sessionCookieName()}=`;
  const pairs = (headers.get("cookie") ?? "").split(";").map((pair) => pair.trim());
  const token = pairs.find((pair) => pair.startsWith(name))?.slice(name.length);
  if (!token) return null;
  const claims = await decode({ token, secret: env().NEXTAUTH_SECRET }).catch(() => null);
  return typeof claims?.sid === "string" ? claims.sid : null;
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
