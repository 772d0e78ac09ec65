import { createHash, randomBytes } from "node:crypto";
import { secureCookies } from "./cookie";

// The longest that browsers allow: 400 days.
const SECONDS = 400 * 24 * 3_600;

const cookieName = () => `${secureCookies() ? "__Host-" : ""}propdesk.device`;

const hashOf = (token: string) => createHash("sha256").update(token).digest("hex");

/** The cookie by which a browser is recognized, for all its customers: a random token. Sessions store its hash. */
export interface DeviceCookie {
  hash: string;
  /** The Set-Cookie header, valid for 400 days from now. */
  header: string;
}

function tokenIn(headers: Headers): string | null {
  const name = `${cookieName()}=`;
  const pairs = (headers.get("cookie") ?? "").split(";").map((pair) => pair.trim());
  const token = pairs.find((pair) => pair.startsWith(name))?.slice(name.length);
  return token && /^[\w-]{43}$/.test(token) ? token : null;
}

/** The hash of the device cookie of a request; null without one. */
export function deviceHashOf(headers: Headers): string | null {
  const token = tokenIn(headers);
  return token && hashOf(token);
}

/** The browser's device cookie, or a new one for a browser that has none. */
export function deviceCookie(headers: Headers): DeviceCookie {
  const token = tokenIn(headers) ?? randomBytes(32).toString("base64url");
  const secure = secureCookies() ? "; Secure" : "";
  const header = `${cookieName()}=${token}; Path=/; Max-Age=${SECONDS}; HttpOnly; SameSite=Lax${secure}`;
  return { hash: hashOf(token), header };
}
