import { encode } from "next-auth/jwt";
import { z } from "zod";
import { demoLogins } from "@/db/demo";
import type { Client } from "./client";
import type { Options } from "./options";

const sessionResponse = z.object({ session_token: z.string() });
const claims = z.object({ sub: z.string() });
const csrf = z.object({ csrfToken: z.string() });
const COOKIE = "next-auth.session-token";

/** The headers of a browser in which an admin is signed in. */
export type Operator = Record<string, string>;

interface Firm {
  origin: string;
  /** The web process's environment: its secret signs the cookie. */
  env: NodeJS.ProcessEnv;
}

/**
 * Signs the demo admin in. With the production build it signs in as a browser does. The routes alone have no next-auth,
 * which needs Next.js: there the cookie is encoded here, for a session that the API created.
 */
export async function signInOperator(
  { origin, env }: Firm,
  web: Options["web"],
  client: Client,
  app: Record<string, string>,
): Promise<Operator> {
  const cookie =
    web === "build" ? await signInForCookie(origin) : await encodeCookie(env, client, app);
  return { cookie, origin };
}

async function signInForCookie(origin: string): Promise<string> {
  const response = await fetch(`${origin}/api/auth/csrf`);
  const { csrfToken } = csrf.parse(await response.json());
  const jar = response.headers.getSetCookie().map((each) => each.split(";")[0] ?? "");
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

async function encodeCookie(
  env: NodeJS.ProcessEnv,
  { call }: Client,
  app: Record<string, string>,
): Promise<string> {
  const request = { path: "/v2/auth/login", headers: app, body: demoLogins.admin };
  const { session_token } = await call(request, sessionResponse);
  const [, payload = ""] = session_token.split(".");
  const { sub } = claims.parse(JSON.parse(Buffer.from(payload, "base64url").toString()));
  const token = await encode({ token: { sid: sub }, secret: env.NEXTAUTH_SECRET ?? "" });
  return `${COOKIE}=${token}`;
}
