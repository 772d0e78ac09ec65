import { SignJWT, UnsecuredJWT } from "jose";
import { signToken } from "@/lib/auth/tokens";
import { sql } from "../database/sql";
import { newApp } from "./app";
import { cookieOf, ownOrigin } from "./credentials";
import { newCustomer, newSession } from "./customer";

type Headers = Record<string, string>;
type TokenSurface = "app+session" | "app" | "session";
/** Headers that the given surfaces reject, and with which code: UNAUTHENTICATED unless named. */
type BadCredentials = [name: string, headers: Headers, surfaces: TokenSurface[], code?: string];

export const bearer = (token: string): Headers => ({ authorization: `Bearer ${token}` });
export const both = (app: string, session: string): Headers => ({
  ...bearer(app),
  "x-session-token": session,
});

const FOREIGN_KEY = new TextEncoder().encode("a key that is not ours, and long enough for HS256");

const forge = (audience: string, subject: string) =>
  new SignJWT({ scope: "payments:read payments:write accounts:read auth:write" })
    .setProtectedHeader({ alg: "HS256" })
    .setIssuer("http://propdesk.localhost")
    .setAudience(`propdesk:${audience}`)
    .setSubject(subject)
    .setExpirationTime("1h")
    .sign(FOREIGN_KEY);

const unsigned = (audience: string, subject: string) =>
  new UnsecuredJWT({})
    .setIssuer("http://propdesk.localhost")
    .setAudience(`propdesk:${audience}`)
    .setSubject(subject)
    .encode();

/** A valid pair of tokens, and every kind of invalid credentials that the auth boundary may meet. */
export async function makeCredentials() {
  const { publicId } = await newCustomer();
  const app = await newApp();
  const other = await newApp();
  const session = await newSession(publicId, app.id);
  const ended = async (change: string) => {
    const one = await newSession(publicId, app.id);
    await sql(`update sessions set ${change} where id = $1`, [one.id]);
    return one;
  };
  const revoked = await ended("revoked_at = now()");
  const expired = await ended("expires_at = now()");
  const expiredApp = await signToken("app", app.id, { scope: "payments:read" }, -1);
  const gone = await newApp();
  const ofGone = await newSession(publicId, gone.id);
  await sql("update api_apps set disabled_at = now() where id = $1", [gone.id]);
  const banned = await newCustomer();
  await sql("update customers set disabled_at = now() where public_id = $1", [banned.publicId]);

  const [A, S, B] = [app.appToken, session.token, banned.session.token];
  const cookie = await cookieOf(session.id);
  const fromHere = async (sid: string) => ({ ...ownOrigin, cookie: await cookieOf(sid) });
  const forgedSession = await forge("session", session.id);
  const bad: BadCredentials[] = [
    ["an app token alone", bearer(A), ["app+session", "session"]],
    ["a session token alone as the bearer", bearer(S), ["app+session", "app"]],
    [
      "a session token alone in its header",
      { "x-session-token": S },
      ["app+session", "app", "session"],
    ],
    ["the two tokens in each other's place", both(S, A), ["app+session", "app"]],
    ["an app token in both places", both(A, A), ["app+session", "session"]],
    ["a session token in both places", both(S, S), ["app+session", "app"]],
    ["a forged app token", both(await forge("app", app.id), S), ["app+session", "app", "session"]],
    ["a forged session token", both(A, forgedSession), ["app+session"]],
    ["a forged session token as the bearer", bearer(forgedSession), ["session"]],
    ["an unsigned app token", both(unsigned("app", app.id), S), ["app+session", "app"]],
    ["an unsigned session token", bearer(unsigned("session", session.id)), ["session"]],
    ["words instead of a token", bearer("open-sesame"), ["app+session", "app", "session"]],
    ["another scheme", { authorization: "Basic YTpi" }, ["app+session", "app", "session"]],
    ["an empty Authorization", { authorization: "", cookie }, ["app+session", "app", "session"]],
    ["an expired app token", both(expiredApp, S), ["app+session", "app"], "TOKEN_EXPIRED"],
    ["an expired session", both(A, expired.token), ["app+session"], "TOKEN_EXPIRED"],
    ["an expired session as the bearer", bearer(expired.token), ["session"], "TOKEN_EXPIRED"],
    [
      "an expired session's cookie",
      await fromHere(expired.id),
      ["app+session", "session"],
      "TOKEN_EXPIRED",
    ],
    ["a revoked session", both(A, revoked.token), ["app+session"]],
    ["a revoked session as the bearer", bearer(revoked.token), ["session"]],
    ["a revoked session's cookie", await fromHere(revoked.id), ["app+session", "session"]],
    ["a cookie of no session", await fromHere("ses_of_nobody"), ["app+session", "session"]],
    ["a disabled customer", both(A, B), ["app+session"]],
    ["a disabled customer as the bearer", bearer(B), ["session"]],
    ["a disabled customer's cookie", await fromHere(banned.session.id), ["app+session", "session"]],
    ["a disabled app", both(gone.appToken, S), ["app+session", "app"]],
    ["a session that came through a disabled app", bearer(ofGone.token), ["session"]],
    ["a session of another app", both(other.appToken, S), ["app+session"]],
    [
      "a valid cookie beside a bad bearer",
      { ...bearer("no"), cookie },
      ["app+session", "app", "session"],
    ],
    ["a cookie where an app must call", { ...ownOrigin, cookie }, ["app"]],
  ];
  return { app: A, session: S, bad };
}
