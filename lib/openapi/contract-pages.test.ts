import { TOTP } from "otpauth";
import { beforeAll, expect, test, vi } from "vitest";
import { env } from "@/lib/core/env";
import { deriveToken } from "@/lib/mail/links";
import type { TagName } from "@/lib/openapi/schemas";
import { type Admin, newAdmin, performAction, REASON } from "@/testing/actors/admin";
import { anonymous } from "@/testing/actors/credentials";
import { newCustomer, newSession, newVisitor } from "@/testing/actors/customer";
import { nextAuthCall, nextAuthPost } from "@/testing/actors/next-auth";
import { groupFields, programFields, tierFields } from "@/testing/catalog/fields";
import { pendingEmails } from "@/testing/database/emails";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { missingResponses } from "@/testing/http/contract";
import { callWithoutCredentials } from "@/testing/http/every-operation";
import { startCheckout } from "@/testing/stripe/payments";
import { deliver } from "@/testing/stripe/sandbox";

const tags: TagName[] = ["Service", "Profile", "Browser", "Console"];
let me: Awaited<ReturnType<typeof newVisitor>>;
let admin: Admin;
beforeAll(async () => {
  me = await newVisitor();
  admin = await newAdmin();
});

test("health, metrics, document, Stripe's webhook: success and error → as documented", async () => {
  expect((await as(anonymous).get("/api/health")).status).toBe(503);
  // The demo data's jobs have been due since the template was made.
  await runAllJobs();
  await sql("insert into job_runners (id, worker_ids, seen_at) values ('here', '[]', now())");
  expect((await as(anonymous).get("/api/health")).status).toBe(200);
  expect((await as(anonymous).get("/api/health/live")).status).toBe(200);
  expect((await as(anonymous).get("/api/health/ready")).status).toBe(200);
  vi.stubGlobal("propdesk.drain", { value: { isDraining: true } });
  expect((await as(anonymous).get("/api/health/ready")).status).toBe(503);
  vi.unstubAllGlobals();
  expect((await as(anonymous).get("/api/metrics")).status).toBe(200);
  const here = env();
  here.PROPDESK_MODE = "production";
  expect((await as(anonymous).get("/api/metrics")).status).toBe(404);
  here.PROPDESK_MODE = "embedded";
  const { body, headers } = await as(anonymous).get("/api/openapi.json");
  expect([body.openapi, headers.get("cache-control")]).toEqual(["3.1.0", "public, max-age=300"]);
  const etag = headers.get("etag") ?? "";
  const again = (knownTag: string) =>
    as(anonymous).get("/api/openapi.json", { headers: { "if-none-match": knownTag } });
  expect((await again(`W/"older", ${etag}`)).status).toBe(304);
  expect((await again('W/"older"')).status).toBe(200);
  const unsigned = await as(anonymous).post("/v2/webhooks/stripe", { id: "evt_1", type: "x" });
  expect(unsigned.body.error.code).toBe("INVALID_SIGNATURE");
  const event = { id: "evt_contract", object: "event", type: "charge.captured", livemode: false };
  const signed = await deliver({ ...event, created: 1, data: { object: { id: "ch_1" } } });
  expect(signed.status).toBe(200);
});

test("next-auth's routes: from sign-in to sign-out → as documented", async () => {
  const jar = new Map<string, string>();
  const credentials = { email: me.email, password: me.password };
  const signIn = (more: object) =>
    nextAuthPost("callback/credentials", jar, { ...credentials, ...more });
  expect((await signIn({ password: "wrong" })).status).toBe(401);
  expect((await signIn({})).status).toBe(200);
  expect((await nextAuthCall("session", jar)).body.user.email).toBe(me.email);
  await nextAuthCall("csrf", jar);
  await nextAuthCall("providers", jar);
  expect((await nextAuthPost("signout", jar, {})).status).toBe(200);
  expect((await nextAuthCall("session", jar)).body).toEqual({});
});

test("browserSignUp: first and second time → as documented", async () => {
  const body = { email: "page@propdesk.test", password: "a long enough password" };
  const signUp = () => as(anonymous).post("/api/sign-up", body);
  expect([(await signUp()).status, (await signUp()).status]).toEqual([201, 409]);
});

/** The token of the newest email with a link. */
const emailToken = async () => deriveToken((await pendingEmails()).at(-1)?.link_id ?? "");

test("profile: name, email address, password and sessions → as documented", async () => {
  expect((await as(me).patch("/api/account", { name: "Ada" })).status).toBe(204);
  expect((await as(me).patch("/api/account", {})).status).toBe(400);
  await sql("update customers set email_verified_at = null where public_id = $1", [me.publicId]);
  expect((await as(me).post("/api/account/verification")).status).toBe(204);
  const verify = (token: string) => as(me).post("/api/account/verify-email", { token });
  expect((await verify(await emailToken())).status).toBe(204);
  expect((await verify("spent")).status).toBe(404);
  expect((await as(me).post("/api/account/verification")).status).toBe(409);
  const { id } = await newSession(me.publicId);
  expect((await as(me).delete(`/api/account/sessions/${id}`)).status).toBe(204);
  expect((await as(me).delete(`/api/account/sessions/${id}`)).status).toBe(404);
  expect((await as(me).delete("/api/account/sessions")).status).toBe(204);
  const change = { current_password: me.password, new_password: "another long password" };
  expect((await as(me).post("/api/account/password", change)).status).toBe(204);
  expect((await as(me).post("/api/account/password", change)).status).toBe(401);
});

test("second factor: on, verified, renewed, off → as documented", async () => {
  const other = await newVisitor();
  const post = (path: string, body: object) =>
    as(other).post(`/api/account/second-factor${path}`, body);
  const { password } = other;
  const { body: setUp } = await post("", { password });
  const code = (steps: number) =>
    new TOTP({ secret: setUp.secret }).generate({ timestamp: Date.now() + steps * 30_000 });
  expect((await post("/confirm", { code: "000000" })).status).toBe(401);
  const { body: on } = await post("/confirm", { code: code(-1) });
  const wrong = { password: "wrong", code: code(0) };
  expect((await post("/recovery-codes", wrong)).status).toBe(401);
  expect((await post("/disable", wrong)).status).toBe(401);
  const [spare] = on.recovery_codes;
  const renewed = await post("/recovery-codes", { password, code: spare });
  expect(renewed.status).toBe(200);
  const [last, again] = renewed.body.recovery_codes;
  expect((await post("/verify", { code: "000000" })).status).toBe(401);
  expect((await post("/verify", { code: again })).status).toBe(200);
  expect((await post("/disable", { password, code: last })).status).toBe(204);
});

test("requestEmailChange, changeEmail: success and error → as documented", async () => {
  const other = await newVisitor();
  const { password } = other;
  const request = (body: object) => as(other).post("/api/account/email", body);
  expect((await request({ email: "contract-new@propdesk.test", password: "wrong" })).status).toBe(
    401,
  );
  expect((await request({ email: me.email, password })).status).toBe(409);
  expect((await request({ email: "contract-new@propdesk.test", password })).status).toBe(204);
  const confirm = { token: await emailToken() };
  expect((await as(other).post("/api/account/email/confirm", confirm)).status).toBe(204);
  expect((await as(other).post("/api/account/email/confirm", confirm)).status).toBe(404);
});

test("exportPersonalData, deleteAccount: success and error → as documented", async () => {
  const other = await newVisitor();
  expect((await as(other).get("/api/account/data")).status).toBe(200);
  const remove = () => as(other).post("/api/account/deletion", { password: other.password });
  const { payment_id } = await startCheckout(other);
  expect((await remove()).body.matters).toMatchObject([{ kind: "payment", id: payment_id }]);
  await sql("update payments set intent_status = 'canceled', reusable = false where id = $1", [
    payment_id,
  ]);
  expect((await remove()).status).toBe(204);
  expect((await remove()).status).toBe(401);
});

test("forgotPassword, resetPassword: success and error → as documented", async () => {
  const other = await newVisitor();
  const post = (path: string, body: object) => as(anonymous).post(`/api/account/${path}`, body);
  expect((await post("forgot-password", { email: other.email })).status).toBe(204);
  expect((await post("forgot-password", {})).status).toBe(400);
  const reset = { token: await emailToken(), new_password: "another long password" };
  expect((await post("reset-password", reset)).status).toBe(204);
  expect((await post("reset-password", reset)).status).toBe(404);
});

test("listOwnIds, getSearchEntries: success and error → as documented", async () => {
  for (const kind of ["payment", "prop-account", "program", "purchase", "challenge", "wallet"]) {
    expect((await as(me).get(`/api/docs/ids?kind=${kind}`)).status).toBe(200);
  }
  expect((await as(me).get("/api/docs/ids?kind=secrets")).status).toBe(400);
  expect((await as(me).get("/api/docs/ids?kind=endpoint")).status).toBe(403);
  const { body } = await as(anonymous).get("/api/docs/search");
  expect(body.entries.length).toBeGreaterThan(100);
});

test("listConsole, exportConsole, performAction: success and error → as documented", async () => {
  const list = await as(admin).get("/api/admin/lists/customers");
  expect(list.body.rows.length).toBeGreaterThan(2);
  expect((await as(admin).get("/api/admin/lists/customers/csv")).status).toBe(200);
  expect((await as(me).get("/api/admin/lists/customers")).status).toBe(403);
  const disable = () => performAction(admin, "customer.disable", { id: me.publicId });
  expect((await disable()).status).toBe(200);
  expect((await disable()).status).toBe(409);
});

test("findRecords: success and error → as documented", async () => {
  const search = (q: string) => as(admin).get("/api/admin/search", { query: { q } });
  expect((await search("admin@")).body.groups.length).toBeGreaterThan(0);
  expect((await search(" ")).status).toBe(400);
});

test("addCustomerNote: success and error → as documented", async () => {
  const add = (id: string) =>
    as(admin).post(`/api/admin/customers/${id}/notes`, {
      text: "Called.",
      idempotency_key: crypto.randomUUID(),
    });
  expect((await add(me.publicId)).status).toBe(200);
  expect((await add("usr_none")).status).toBe(404);
});

test("checkPayment: success and error → as documented", async () => {
  const { payment_id } = await startCheckout(await newCustomer());
  const check = (id: string) => as(admin).post(`/api/admin/payments/${id}/check`);
  expect((await check(payment_id)).status).toBe(200);
  expect((await check("pay_none")).status).toBe(404);
});

test("downloadEvidence: success and error → as documented", async () => {
  const { payment_id } = await startCheckout(await newCustomer());
  await sql(
    "insert into payment_disputes (id, payment_id, amount_cents, reason, status) values ('du_contract', $1, 1, 'fraudulent', 'needs_response')",
    [payment_id],
  );
  const download = (dispute_id: string) =>
    as(admin).post(`/api/admin/payments/${payment_id}/evidence`, { dispute_id });
  expect((await download("du_contract")).status).toBe(200);
  expect((await download("du_none")).status).toBe(404);
});

const sorts = [
  ["Tier", "tiers", { id: "contract" }, tierFields, "id", "archived", { archived: true }],
  ["Program", "programs", {}, programFields, "id", "status", { status: "archived" }],
  ["Group", "groups", { name: "CONTRACT" }, groupFields, "name", "archived", { archived: true }],
] as const;

test.each(sorts)(
  "catalog: a %s created, edited and archived → as documented",
  async (sort, collection, own, fields, key, end, ended) => {
    const path = `/api/admin/catalog/${collection}`;
    const created = await as(admin).post(path, { ...own, ...fields });
    expect(created.status).toBe(201);
    expect((await as(admin).post(path, {})).status).toBe(400);
    const { version } = created.body;
    const createdPath = `${path}/${created.body[key]}`;
    const edit = (more: object) => as(admin).put(createdPath, { ...fields, ...more });
    const edited = await edit({ version, ...changeOf(sort) });
    expect(edited.status).toBe(200);
    expect((await edit({ version, ...changeOf(sort) })).status).toBe(409);
    const stop = (now: number) =>
      as(admin).put(`${createdPath}/${end}`, { ...ended, version: now, reason: REASON });
    expect([(await stop(edited.body.version)).status, (await stop(999)).status]).toEqual([
      200, 409,
    ]);
  },
);

test("legal documents: a draft saved and published, and an older version → as documented", async () => {
  const path = "/api/admin/catalog/legal-documents/risk";
  const saved = await as(admin).put(`${path}/draft`, { markdown: "## Text", version: 1 });
  expect(saved.status).toBe(200);
  const publish = (version: number) =>
    as(admin).post(`${path}/versions`, { version, reason: REASON });
  expect([(await publish(1)).status, (await publish(2)).status]).toEqual([409, 201]);
  expect((await as(admin).put(`${path}/draft`, { markdown: "x", version: 1 })).status).toBe(409);
});

const changeOf = (sort: string) => (sort === "Group" ? { leverage: 20 } : { sort_index: 8 });

test("pages and console: no credentials → rejected as documented", () =>
  callWithoutCredentials(tags));

// No request can make these fail; runOperation has a test of its own.
const unfailing = [
  "getLiveness",
  "getOpenApi",
  "getSearchEntries",
  "getCsrfToken",
  "getBrowserSession",
];
const elsewhere = ["getSignInProviders", "browserSignOut", "runOperation"];

test("pages and console: every operation → a success and an error were validated", () => {
  const left = missingResponses(tags).filter((problem) => {
    const [id = "", what] = problem.split(": ");
    return !(elsewhere.includes(id) || (unfailing.includes(id) && what === "no error"));
  });
  expect(left).toEqual([]);
});
