import { encode } from "next-auth/jwt";
import { apiApps } from "@/db/schema";
import { hashSecret } from "@/lib/auth/app-token";
import { sessionCookieName } from "@/lib/auth/cookie";
import { startSession } from "@/lib/auth/sessions";
import { signToken } from "@/lib/auth/tokens";
import { scopes } from "@/lib/context";
import { connection, database } from "@/lib/database";
import { nobody } from "./api";

export { signToken };

/** Runs SQL in this file's database. */
export const sql = (text: string, values: unknown[] = []) => connection().pool.query(text, values);

let apps = 0;

/** A new app with all scopes, or the given ones, and a token of it. */
export async function newApp(held: readonly string[] = scopes) {
  apps += 1;
  const id = `app_test_${apps}`;
  const secret = `secret of ${id}`;
  const secretHash = hashSecret(secret);
  await database()
    .insert(apiApps)
    .values({ id, name: id, secretHash, scopes: [...held] });
  const token = await signToken("app", id, { scope: held.join(" ") }, 3600);
  return { id, secret, token, headers: { authorization: `Bearer ${token}` } };
}

/** A new session of a customer, through an app or none; the row can be changed for a test. */
export async function newSession(publicId: string, appId: string | null = null) {
  const { rows } = await sql("select id, role from customers where public_id = $1", [publicId]);
  const session = await startSession(nobody(), rows[0]);
  if (appId) await sql("update sessions set app_id = $2 where id = $1", [session.id, appId]);
  return session;
}

/** The browser's cookie of a session, as next-auth writes it. */
export async function cookieOf(sid: string): Promise<string> {
  const token = await encode({ token: { sid }, secret: process.env.NEXTAUTH_SECRET ?? "" });
  return `${sessionCookieName()}=${token}`;
}

export const ownOrigin = { origin: "http://propdesk.localhost" };
