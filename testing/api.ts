import { demoLogins } from "@/db/demo";
import { issueAppToken, signUp } from "@/lib/auth";
import { connection } from "@/lib/database";
import { anonymousContext } from "@/lib/http/route";

type Handler = (request: Request, next: { params: Promise<unknown> }) => Promise<Response>;

interface Call {
  method?: string;
  path?: string;
  body?: unknown;
  raw?: string;
  headers?: Record<string, string>;
  params?: Record<string, string>;
}

/** Calls a route's handler as the server does, and reads the JSON, or the text, that it answers. */
export async function call(handler: Handler, { params = {}, ...options }: Call = {}) {
  const { method = "GET", path = "/", body, raw, headers = {} } = options;
  const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const request = new Request(new URL(path, "http://propdesk.localhost"), {
    method,
    headers: { ...(sent !== undefined && { "content-type": "application/json" }), ...headers },
    ...(sent !== undefined && { body: sent }),
  });
  const response = await handler(request, { params: Promise.resolve(params) });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") ?? true;
  return {
    status: response.status,
    headers: response.headers,
    body: text && isJson ? JSON.parse(text) : text || null,
  };
}

let people = 0;

/** A context for nobody, for tests that call verbs. */
export const nobody = () => anonymousContext(new Headers({ "user-agent": "tests" }));

/** An app token of the demo app. */
export async function appHeaders(): Promise<Record<string, string>> {
  const { client_id, client_secret } = demoLogins.app;
  const { accessToken } = await issueAppToken(nobody(), {
    grantType: "client_credentials",
    clientId: client_id,
    clientSecret: client_secret,
  });
  return { authorization: `Bearer ${accessToken}` };
}

/** Verifies an address without its letter, which most tests would have to tell apart from their own. */
const believeAddress = (publicId: string) =>
  connection().pool.query(
    `with it as (update customers set email_verified_at = now() where public_id = $1 returning id)
    delete from mail_outbox where key in (select 'verify-email:' || l.id from mail_links l join it on it.id = l.customer_id)`,
    [publicId],
  );

/** Signs up a new customer whose address is verified; the headers are those of a call through the demo app. */
export async function newCustomer() {
  people += 1;
  const email = `person-${people}@propdesk.test`;
  const password = "a long enough password";
  const { publicId, session } = await signUp(nobody(), { email, password });
  await believeAddress(publicId);
  const headers = { ...(await appHeaders()), "x-session-token": session.token };
  return { email, password, publicId, session, headers };
}
