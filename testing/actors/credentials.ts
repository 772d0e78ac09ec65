import { encode } from "next-auth/jwt";
import { sessionCookieName } from "@/lib/auth/cookie";
import type { DescribedOperation } from "../http/api-description";

type Headers = Record<string, string>;

/** A caller of the API, with all of their credentials. Without any they are anonymous. */
export interface Actor {
  /** An app's access token. */
  appToken?: string;
  session?: { id: string; token: string };
  /** They call from one of our own pages: a session's cookie in place of any token. */
  isBrowser?: true;
  /** The headers of every call, in place of credentials. */
  headers?: Headers;
}

export const anonymous: Actor = {};

/** The same customer, calling from their browser. */
export const inBrowser = ({ session }: Actor): Actor => ({
  ...(session && { session }),
  isBrowser: true,
});

export const ownOrigin = { origin: "http://propdesk.localhost" };

export const bearer = (token: string): Headers => ({ authorization: `Bearer ${token}` });

/** The browser's cookie of a session, as next-auth writes it. */
export async function cookieOf(sid: string): Promise<string> {
  const token = await encode({ token: { sid }, secret: process.env.NEXTAUTH_SECRET ?? "" });
  return `${sessionCookieName()}=${token}`;
}

/** The headers of those credentials of an actor that a surface accepts, as far as they have them. */
export async function credentialHeaders(
  actor: Actor,
  surface: DescribedOperation["surface"],
): Promise<Headers> {
  const { appToken, session, isBrowser = false, headers } = actor;
  if (headers) return headers;
  const cookie = session
    ? async () => ({ ...ownOrigin, cookie: await cookieOf(session.id) })
    : async () => ownOrigin;
  const app = appToken ? bearer(appToken) : {};
  switch (surface) {
    case "public":
    case "nextauth":
      return {};
    case "own-pages":
    case "browser":
    case "admin":
      return cookie();
    case "app":
      return app;
    case "session":
      return session && !isBrowser ? bearer(session.token) : session ? cookie() : app;
    case "app+session":
      if (isBrowser || (session && !appToken)) return cookie();
      return { ...app, ...(session && { "x-session-token": session.token }) };
  }
}
