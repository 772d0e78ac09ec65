import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { demoLogins } from "@/db/demo";
import { env } from "@/lib/core/env";
import { newAdmin } from "@/testing/actors/admin";
import { bearer, credentialHeaders, ownOrigin } from "@/testing/actors/credentials";
import { newVisitor } from "@/testing/actors/customer";
import { as } from "@/testing/http/client";
import { startOwnServer } from "@/testing/http/own-server";
import { startCheckout } from "@/testing/stripe/payments";

type Headers = Record<string, string>;
let ownServer: Awaited<ReturnType<typeof startOwnServer>>;
let me: Awaited<ReturnType<typeof newVisitor>>;
let mine: Headers;
let admin: Headers;
beforeAll(async () => {
  ownServer = await startOwnServer();
  me = await newVisitor();
  mine = { cookie: me.cookie, ...ownOrigin };
  admin = await credentialHeaders(await newAdmin(), "admin");
});
afterAll(() => ownServer.stop());
afterEach(() => {
  Object.assign(env(), {
    DOCS_APP_ID: demoLogins.app.client_id,
    PROPDESK_MODE: "embedded",
    STRIPE_API_BASE: process.env.STRIPE_API_BASE,
  });
  ownServer.override = null;
  ownServer.requests.length = 0;
});
env().DOCS_APP_ID = demoLogins.app.client_id;

/** Runs an operation; the text is the response's body joined from its pieces. */
async function run(operation_id: string, input: object = {}, headers: Headers = mine) {
  const response = await as({ headers }).post("/api/docs/run", { operation_id, ...input });
  const text = (response.body.body ?? []).map(([piece]: [string]) => piece).join("");
  return { ...response, text, code: response.body.error?.code as string | undefined };
}

test("runOperation: a read → the reader's own data, with status, time and headers", async () => {
  const { payment_id } = await startCheckout(me);
  const { body, text } = await run("listPayments", { query: { limit: "1" } });
  expect([body.status, body.method, body.truncated]).toEqual([200, "GET", false]);
  expect(body.url).toBe("http://propdesk.localhost/v2/payments?limit=1");
  expect(JSON.parse(text)[0].payment_id).toBe(payment_id);
  expect(text).toBe(JSON.stringify(JSON.parse(text), null, 2));
  expect(body.headers).toContainEqual({ name: "content-type", value: "application/json" });
  expect(body.body.some(([, kind]: [string, string | null]) => kind === "attr")).toBe(true);
});

test("runOperation: the operation fails → its error as the result", async () => {
  const { status, body, text } = await run("getPayment", { path: { payment_id: "pay_none" } });
  expect([status, body.status, JSON.parse(text).error.code]).toEqual([200, 404, "NOT_FOUND"]);
});

test("runOperation: each surface → called with its credentials, no tokens in the result", async () => {
  const sent = async (id: string, headers: Headers, input = {}) => {
    ownServer.override = (request) => {
      const echo = Object.fromEntries(request.headers);
      return Response.json(
        { echo, nested: [JSON.stringify(echo)] },
        { headers: { etag: JSON.stringify(echo) } },
      );
    };
    const { body, headers: outer } = await run(id, input, headers);
    const got = ownServer.requests.at(-1)?.headers ?? {};
    const secrets = [got.authorization?.split(" ")[1], got["x-session-token"], got.cookie];
    const shown = JSON.stringify(body) + JSON.stringify([...outer]);
    for (const secret of secrets) if (secret) expect(shown).not.toContain(secret);
    expect(shown).not.toContain("eyJ");
    return got;
  };
  const both = await sent("listPayments", mine);
  expect([both.authorization, both["x-session-token"], both.cookie]).toEqual([
    expect.stringMatching(/^Bearer /),
    expect.any(String),
    undefined,
  ]);
  const session = await sent("listPrograms", mine);
  expect([session.authorization, session["x-session-token"]]).toEqual([
    expect.any(String),
    undefined,
  ]);
  const app = await sent("listWebhookEndpoints", admin);
  expect([app["x-session-token"], app.cookie]).toEqual([undefined, undefined]);
  const browser = await sent("listOwnIds", { ...mine, cookie: `other=1; ${me.cookie}; more=2` });
  expect([browser.cookie, browser.authorization]).toEqual([me.cookie, undefined]);
  const anonymous = await sent("getHealth", mine);
  expect([anonymous.cookie, anonymous.authorization]).toEqual([undefined, undefined]);
});

test("runOperation: an operation that creates tokens → concealed", async () => {
  const { email, password } = me;
  const { text } = await run("logInToTrade", { body: { email, password } }, admin);
  expect(JSON.parse(text).access_token).toBe("(kept on the server)");
  const login = await run("logIn", { body: { email, password } }, admin);
  expect(JSON.parse(login.text).session_token).toBe("(kept on the server)");
  const { client_id, client_secret } = demoLogins.app;
  const body = { grant_type: "client_credentials", client_id, client_secret };
  const token = await run("createAppToken", { body }, admin);
  expect([token.body.status, JSON.parse(token.text).token_type]).toEqual([200, "Bearer"]);
  expect([text, login.text, token.text].join()).not.toContain("eyJ");
});

test("runOperation: the operation sets cookies → neither shown nor set", async () => {
  ownServer.override = () =>
    new Response("{}", { headers: { "set-cookie": "a=b", "x-other": "c" } });
  const { body, headers } = await run("getHealth");
  expect(JSON.stringify([body, ...headers])).not.toMatch(/set-cookie|x-other/);
});

test.each([
  "listWebhookEndpoints",
  "createAppToken",
  "logInToTrade",
  "logIn",
  "getMetrics",
  "listConsole",
  "performAction",
])("runOperation: %s as a trader → FORBIDDEN, nothing sent", async (id) => {
  expect((await run(id, { path: { list: "customers" }, body: {} })).code).toBe("FORBIDDEN");
  expect(ownServer.requests).toEqual([]);
});

test("runOperation: an admin runs listConsole → called with their own cookie", async () => {
  const { body } = await run("listConsole", { path: { list: "customers" } }, admin);
  expect(body.status).toBe(200);
});

test("runOperation: runOperation, browserSignOut → FORBIDDEN; an unknown operation → NOT_FOUND", async () => {
  expect((await run("runOperation", { body: {} }, admin)).code).toBe("FORBIDDEN");
  expect((await run("browserSignOut", { body: {} }, admin)).code).toBe("FORBIDDEN");
  expect((await run("http://evil.example")).code).toBe("NOT_FOUND");
  expect((await run("toString")).code).toBe("NOT_FOUND");
  expect(ownServer.requests).toEqual([]);
});

test.each([
  ["an address", { url: "http://evil.example/" }],
  ["other headers", { headers: { cookie: "a=b" } }],
  ["a path that leads elsewhere", { path: { payment_id: ".." } }],
  ["too long a value", { query: { limit: "1".repeat(501) } }],
  ["a key beyond ASCII", { headers: { "Idempotency-Key": "Bestellung №1" } }],
  ["a key with a line's end", { headers: { "Idempotency-Key": "a\nb" } }],
  ["a key that is too long", { headers: { "Idempotency-Key": "k".repeat(256) } }],
])("runOperation: %s → INVALID_REQUEST, nothing sent", async (_, input) => {
  expect((await run("getPayment", input)).code).toBe("INVALID_REQUEST");
  expect(ownServer.requests).toEqual([]);
});

test("runOperation: a body of more than 64 KiB → 413", async () => {
  const { status } = await run("createCheckout", { body: { tier_id: "x".repeat(70_000) } });
  expect(status).toBe(413);
});

test("runOperation: a write in the sandbox → sent with the reader's key and body", async () => {
  const body = { tier_id: "tier_demo", asset_class: "crypto", account_size: 10_000 };
  const sent = { body, headers: { "Idempotency-Key": "from-the-docs" } };
  const response = await run("claimFreeAccount", sent);
  expect(response.body.status).toBe(200);
  const [got] = ownServer.requests;
  expect([got?.headers["idempotency-key"], JSON.parse(got?.body ?? "")]).toEqual([
    "from-the-docs",
    body,
  ]);
});

test.each([
  ["production", { PROPDESK_MODE: "production" as const }],
  ["real Stripe keys", { STRIPE_API_BASE: undefined }],
])("runOperation: with %s → writes FORBIDDEN, reads sent", async (_, changed) => {
  Object.assign(env(), changed);
  const rejected = await run("claimFreeAccount", { body: {} });
  expect([rejected.status, rejected.code]).toEqual([403, "FORBIDDEN"]);
  expect(ownServer.requests).toEqual([]);
  expect((await run("listPayments")).body.status).toBe(200);
  expect((await run("previewPurchase", { body: {} })).body.status).toBe(400);
});

test("runOperation: DOCS_APP_ID isn't set → INVALID_STATE where an app is needed, others run", async () => {
  env().DOCS_APP_ID = undefined;
  expect((await run("listPayments")).body.error.message).toContain("isn't configured");
  env().DOCS_APP_ID = "app_gone";
  expect((await run("listPayments")).code).toBe("INVALID_STATE");
  expect((await run("listPrograms")).body.status).toBe(200);
});

test("runOperation: a redirect → shown, not followed", async () => {
  ownServer.override = () =>
    new Response(null, { status: 307, headers: { location: "/elsewhere" } });
  const { body } = await run("getHealth");
  expect([body.status, ownServer.requests.length]).toEqual([307, 1]);
  expect(body.headers).toContainEqual({ name: "location", value: "/elsewhere" });
});

test("runOperation: a long body → only its beginning", async () => {
  ownServer.override = () => new Response("x".repeat(600_000));
  const { body, text } = await run("getHealth");
  expect([body.truncated, text.length]).toEqual([true, 65_536]);
});

test("runOperation: the server doesn't respond → UNAVAILABLE; another error → INTERNAL", async () => {
  const { PORT } = env();
  const closed = createServer();
  await once(closed.listen(0, "127.0.0.1"), "listening");
  env().PORT = (closed.address() as AddressInfo).port;
  await new Promise((done) => closed.close(done));
  expect((await run("getHealth")).code).toBe("UNAVAILABLE");
  // A port that fetch rejects.
  env().PORT = 1;
  expect((await run("getHealth")).code).toBe("INTERNAL");
  env().PORT = PORT;
});

test("runOperation: the connection closes in the middle of the response → UNAVAILABLE", async () => {
  const { PORT } = env();
  const rude = createServer((_, response) => {
    response.writeHead(200, { "content-length": "10" });
    response.write("half", () => response.destroy());
  });
  await once(rude.listen(0, "127.0.0.1"), "listening");
  env().PORT = (rude.address() as AddressInfo).port;
  expect((await run("getHealth")).code).toBe("UNAVAILABLE");
  env().PORT = PORT;
  await new Promise((done) => rude.close(done));
});

test("runOperation: an app's token, or another origin → rejected", async () => {
  const asApp = await run("getHealth", {}, bearer(me.session.token));
  expect([asApp.status, asApp.code]).toEqual([401, "UNAUTHENTICATED"]);
  expect((await run("getHealth", {}, { cookie: me.cookie })).code).toBe("CROSS_ORIGIN");
});
