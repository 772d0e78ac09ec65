import { startSession } from "@/lib/auth/sessions";
import { connection } from "@/lib/core/database";
import { signUp } from "@/lib/sign-up";
import { sql } from "../database/sql";
import { as } from "../http/client";
import { demoApp } from "./app";
import { anonymousCtx } from "./contexts";
import { type Actor, cookieOf, inBrowser } from "./credentials";

let customers = 0;

/** Signs up a new customer, whose email address is verified and who has an empty USD wallet. They call through the demo app. */
export async function newCustomer() {
  customers += 1;
  const email = `person-${customers}@propdesk.test`;
  const password = "a long enough password";
  const { publicId, session } = await signUp(anonymousCtx(), { email, password });
  await verifyAddress(publicId);
  const { appToken } = await demoApp();
  return { email, password, publicId, session, appToken };
}
export type Customer = Awaited<ReturnType<typeof newCustomer>>;

/** Verifies an address without its email, so that a test finds only its own emails in the outbox. */
const verifyAddress = (publicId: string) =>
  connection().pool.query(
    `with verified as (update customers set email_verified_at = now() where public_id = $1 returning id)
    delete from mail_outbox where key in (select 'verify-email:' || l.id from mail_links l join verified on verified.id = l.customer_id)`,
    [publicId],
  );

/** A new session of a customer, obtained by an app or by none. A test may change its row. */
export async function newSession(publicId: string, appId: string | null = null) {
  const { rows } = await sql("select id, role from customers where public_id = $1", [publicId]);
  const session = await startSession(anonymousCtx(), rows[0]);
  if (appId) await sql("update sessions set app_id = $2 where id = $1", [session.id, appId]);
  return session;
}

/** A new customer who is signed in with a browser. */
export async function newVisitor() {
  const customer = await newCustomer();
  return { ...customer, ...inBrowser(customer), cookie: await cookieOf(customer.session.id) };
}

/** Whether a session is still valid. */
export async function isSignedIn(id: string): Promise<boolean> {
  const visitor: Actor = { session: { id, token: "" }, isBrowser: true };
  return (await as(visitor).get("/v2/auth/me")).status === 200;
}
