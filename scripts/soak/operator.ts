import { encode } from "next-auth/jwt";
import { z } from "zod";
import { demoLogins } from "@/db/demo";
import type { Client } from "./client";
import type { Options } from "./options";

const sessionAnswer = z.object({ session_token: z.string() });
const claims = z.object({ sub: z.string() });
const csrf = z.object({ csrfToken: z.string() });
const COOKIE = "next-auth.session-token";

/** A browser of the firm, signed in as an admin: the headers that each of its calls carries. */
export type Operator = Record<string, string>;

interface Firm {
  origin: string;
  /** Of the web process: it signs the cookie. */
  env: NodeJS.ProcessEnv;
}

/**
 * Signs the demo admin in. The production build does it as in a browser. The routes alone have no
 * next-auth, which needs Next.js: there the cookie is made here, of a session that the API opened.
 */
export async function signInOperator(
  { origin, env }: Firm,
  web: Options["web"],
  client: Client,
  app: Record<string, string>,
): Promise<Operator> {
  const cookie = web === "build" ? await browserCookie(origin) : await madeCookie(env, client, app);
  return { cookie, origin };
}

async function browserCookie(origin: string): Promise<string> {
  const asked = await fetch(`${origin}/api/auth/csrf`);
  const { csrfToken } = csrf.parse(await asked.json());
  const jar = asked.headers.getSetCookie().map((each) => each.split(";")[0] ?? "");
  const signedIn = await fetch(`${origin}/api/auth/callback/credentials`, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      cookie: jar.join("; "),
      origin,
    },
    body: new URLSearchParams({ ...demoLogins.admin, csrfToken, json: "true" }),
    redirect: "manual",
  });
  const session = signedIn.headers.getSetCookie().find((each) => each.startsWith(`${COOKIE}=`));
  if (!session) throw new Error(`The admin can't sign in: ${signedIn.status}`);
  return session.split(";")[0] ?? "";
}

async function madeCookie(
  env: NodeJS.ProcessEnv,
  { call }: Client,
  app: Record<string, string>,
): Promise<string> {
  const request = { path: "/v2/auth/login", headers: app, body: demoLogins.admin };
  const { session_token } = await call(request, sessionAnswer);
  const [, payload = ""] = session_token.split(".");
  const { sub } = claims.parse(JSON.parse(Buffer.from(payload, "base64url").toString()));
  const token = await encode({ token: { sid: sub }, secret: env.NEXTAUTH_SECRET ?? "" });
  return `${COOKIE}=${token}`;
}
