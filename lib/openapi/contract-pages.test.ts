import { TOTP } from "otpauth";
import { beforeAll, expect, test, vi } from "vitest";
import { env } from "@/lib/env";
import { tokenOf } from "@/lib/mail/links";
import type { TagName } from "@/lib/openapi/schemas";
import { newCustomer } from "@/testing/api";
import { newVisitor, waitingMails } from "@/testing/browser";
import { newSession, ownOrigin, sql } from "@/testing/callers";
import { groupFields, programFields, tierFields } from "@/testing/catalog";
import { type Admin, newAdmin, REASON } from "@/testing/console";
import { documented, held, notHeld, withoutCredentials } from "@/testing/contract";
import { nextAuthCall, nextAuthPost } from "@/testing/next-auth";
import { buy, deliver, workOff } from "@/testing/stripe";
import { findOperation } from "./operations";

const tags: TagName[] = ["Service", "Profile", "Browser", "Console"];
let me: Awaited<ReturnType<typeof newVisitor>>;
let headers: Record<string, string>;
let admin: Admin;
beforeAll(async () => {
  me = await newVisitor();
  headers = { cookie: me.cookie, ...ownOrigin };
  admin = await newAdmin();
});

test("the service's own", async () => {
  expect((await documented("getHealth")).status).toBe(503);
  // The demo data's jobs have been due since the template was made.
  await workOff();
  await sql("insert into job_runners (id, worker_ids, seen_at) values ('here', '[]', now())");
  expect((await documented("getHealth")).status).toBe(200);
  expect((await documented("getLiveness")).status).toBe(200);
  expect((await documented("getReadiness")).status).toBe(200);
  vi.stubGlobal("propdeskIsDraining", true);
  expect((await documented("getReadiness")).status).toBe(503);
  vi.unstubAllGlobals();
  expect((await documented("getMetrics")).status).toBe(200);
  const here = env();
  here.PROPDESK_MODE = "production";
  expect((await documented("getMetrics")).status).toBe(404);
  here.PROPDESK_MODE = "embedded";
  const { body, headers: given } = await documented("getOpenApi");
  expect([body.openapi, given.get("cache-control")]).toEqual(["3.1.0", "public, max-age=300"]);
  const etag = given.get("etag") ?? "";
  const again = (known: string) =>
    documented("getOpenApi", { headers: { "if-none-match": known } });
  expect((await again(`W/"older", ${etag}`)).status).toBe(304);
  expect((await again('W/"older"')).status).toBe(200);
  const unsigned = await documented("receiveStripeEvent", { body: { id: "evt_1", type: "x" } });
  expect(unsigned.body.error.code).toBe("INVALID_SIGNATURE");
  const event = { id: "evt_contract", object: "event", type: "charge.captured", livemode: false };
  const signed = await deliver({ ...event, created: 1, data: { object: { id: "ch_1" } } });
  expect(hold("receiveStripeEvent", signed).status).toBe(200);
});

test("next-auth's part, from sign-in to sign-out", async () => {
  const jar = new Map<string, string>();
  const credentials = { email: me.email, password: me.password };
  const signIn = (more: object) =>
    nextAuthPost("callback/credentials", jar, { ...credentials, ...more });
  expect(hold("browserSignIn", await signIn({ password: "wrong" })).status).toBe(401);
  expect(hold("browserSignIn", await signIn({})).status).toBe(200);
  expect(hold("getBrowserSession", await nextAuthCall("session", jar)).body.user.email).toBe(
    me.email,
  );
  hold("getCsrfToken", await nextAuthCall("csrf", jar));
  hold("getSignInProviders", await nextAuthCall("providers", jar));
  expect(hold("browserSignOut", await nextAuthPost("signout", jar, {})).status).toBe(200);
  expect(hold("getBrowserSession", await nextAuthCall("session", jar)).body).toEqual({});
});

function hold<A extends Parameters<typeof held>[1]>(id: string, answer: A): A {
  const operation = findOperation(id);
  if (!operation) throw new Error(`no ${id}`);
  return held(operation, answer);
}

test("signing up on our own page", async () => {
  const body = { email: "page@propdesk.test", password: "a long enough password" };
  const signUp = () => documented("browserSignUp", { headers: ownOrigin, body });
  expect([(await signUp()).status, (await signUp()).status]).toEqual([201, 409]);
});

/** The token of the newest letter with a link. */
const letterToken = async () => tokenOf((await waitingMails()).at(-1)?.link_id ?? "");

test("the profile: name, address, password and sessions", async () => {
  const mine = (id: string, more: object = {}) => documented(id, { headers, ...more });
  expect((await mine("editProfile", { body: { name: "Ada" } })).status).toBe(204);
  expect((await mine("editProfile", { body: {} })).status).toBe(400);
  await sql("update customers set email_verified_at = null where public_id = $1", [me.publicId]);
  expect((await mine("sendVerification")).status).toBe(204);
  const fromLetter = async (id: string, more: object = {}) =>
    documented(id, { headers, body: { token: await letterToken(), ...more } });
  expect((await fromLetter("verifyEmail")).status).toBe(204);
  expect((await fromLetter("verifyEmail", { token: "spent" })).status).toBe(404);
  expect((await mine("sendVerification")).status).toBe(409);
  const { id } = await newSession(me.publicId);
  expect((await mine("endSession", { params: { id } })).status).toBe(204);
  expect((await mine("endSession", { params: { id } })).status).toBe(404);
  expect((await mine("endOtherSessions")).status).toBe(204);
  const change = { current_password: me.password, new_password: "another long password" };
  expect((await mine("changePassword", { body: change })).status).toBe(204);
  expect((await mine("changePassword", { body: change })).status).toBe(401);
});

test("two-factor sign-in on and off", async () => {
  const other = await newVisitor();
  const mine = (id: string, body: object) =>
    documented(id, { headers: { cookie: other.cookie, ...ownOrigin }, body });
  const { password } = other;
  const { body: setUp } = await mine("beginSecondFactor", { password });
  const code = (steps: number) =>
    new TOTP({ secret: setUp.secret }).generate({ timestamp: Date.now() + steps * 30_000 });
  expect((await mine("confirmSecondFactor", { code: "000000" })).status).toBe(401);
  const { body: on } = await mine("confirmSecondFactor", { code: code(-1) });
  const wrong = { password: "wrong", code: code(0) };
  expect((await mine("renewRecoveryCodes", wrong)).status).toBe(401);
  expect((await mine("disableSecondFactor", wrong)).status).toBe(401);
  const [spare] = on.recovery_codes;
  const renewed = await mine("renewRecoveryCodes", { password, code: spare });
  expect(renewed.status).toBe(200);
  const [last, again] = renewed.body.recovery_codes;
  expect((await mine("verifySecondFactor", { code: "000000" })).status).toBe(401);
  expect((await mine("verifySecondFactor", { code: again })).status).toBe(200);
  expect((await mine("disableSecondFactor", { password, code: last })).status).toBe(204);
});

test("a password that was forgotten", async () => {
  const other = await newVisitor();
  const page = (id: string, body: object) => documented(id, { headers: ownOrigin, body });
  expect((await page("forgotPassword", { email: other.email })).status).toBe(204);
  expect((await page("forgotPassword", {})).status).toBe(400);
  const reset = { token: await letterToken(), new_password: "another long password" };
  expect((await page("resetPassword", reset)).status).toBe(204);
  expect((await page("resetPassword", reset)).status).toBe(404);
});

test("the documentation's own", async () => {
  for (const kind of ["payment", "prop-account", "program", "purchase", "challenge", "wallet"]) {
    expect((await documented("listOwnIds", { headers, query: `?kind=${kind}` })).status).toBe(200);
  }
  expect((await documented("listOwnIds", { headers, query: "?kind=secrets" })).status).toBe(400);
  expect((await documented("listOwnIds", { headers, query: "?kind=endpoint" })).status).toBe(403);
  const { body } = await documented("getSearchEntries");
  expect(body.entries.length).toBeGreaterThan(100);
});

test("the console's lists and actions", async () => {
  const asAdmin = { headers: admin.headers };
  const params = { list: "customers" };
  const list = await documented("listConsole", { ...asAdmin, params });
  expect(list.body.rows.length).toBeGreaterThan(2);
  expect((await documented("exportConsole", { ...asAdmin, params })).status).toBe(200);
  expect((await documented("listConsole", { headers, params })).status).toBe(403);
  const body = { action: "customer.disable", id: me.publicId, reason: REASON };
  expect((await documented("performAction", { ...asAdmin, body })).status).toBe(200);
  expect((await documented("performAction", { ...asAdmin, body })).status).toBe(409);
});

test("the console: a payment is checked with Stripe", async () => {
  const asAdmin = { headers: admin.headers };
  const { payment_id } = await buy((await newCustomer()).headers);
  const params = { payment_id };
  expect((await documented("checkPayment", { ...asAdmin, params })).status).toBe(200);
  const none = await documented("checkPayment", { ...asAdmin, params: { payment_id: "pay_none" } });
  expect(none.status).toBe(404);
});

const sorts = [
  ["Tier", { id: "contract" }, tierFields, "id", "archiveTier", { archived: true }],
  ["Program", {}, programFields, "id", "setProgramStatus", { status: "archived" }],
  ["Group", { name: "CONTRACT" }, groupFields, "name", "archiveGroup", { archived: true }],
] as const;

test.each(sorts)(
  "the catalog: a %s from its making to its end",
  async (sort, own, fields, key, end, ended) => {
    const asAdmin = { headers: admin.headers };
    const made = await documented(`create${sort}`, { ...asAdmin, body: { ...own, ...fields } });
    expect(made.status).toBe(201);
    expect((await documented(`create${sort}`, { ...asAdmin, body: {} })).status).toBe(400);
    const params = { [key]: String(made.body[key]) };
    const { version } = made.body;
    const edit = (more: object) =>
      documented(`edit${sort}`, { ...asAdmin, params, body: { ...fields, ...more } });
    const edited = await edit({ version, ...changeOf(sort) });
    expect(edited.status).toBe(200);
    expect((await edit({ version, ...changeOf(sort) })).status).toBe(409);
    const stop = (now: number) =>
      documented(end, { ...asAdmin, params, body: { ...ended, version: now, reason: REASON } });
    expect([(await stop(edited.body.version)).status, (await stop(999)).status]).toEqual([
      200, 409,
    ]);
  },
);

const changeOf = (sort: string) => (sort === "Group" ? { leverage: 20 } : { sort_index: 8 });

test("nobody gets none of it", () => withoutCredentials(tags));

// Nothing that a caller sends makes these fail; runOperation has a test of its own.
const unfailing = [
  "getLiveness",
  "getOpenApi",
  "getSearchEntries",
  "getCsrfToken",
  "getBrowserSession",
];
const elsewhere = ["getSignInProviders", "browserSignOut", "runOperation"];

test("each operation was held to the document, in success and in error", () => {
  const left = notHeld(tags).filter((problem) => {
    const [id = "", what] = problem.split(": ");
    return !(elsewhere.includes(id) || (unfailing.includes(id) && what === "no error"));
  });
  expect(left).toEqual([]);
});
