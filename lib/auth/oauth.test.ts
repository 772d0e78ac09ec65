import { decodeJwt, decodeProtectedHeader } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { scopes } from "@/lib/context";
import { call } from "@/testing/api";
import { newApp, sql } from "@/testing/callers";
import { handlerOf } from "@/testing/routes";

const token = await handlerOf("POST /api/v2/oauth/token");
const FORM = { "content-type": "application/x-www-form-urlencoded" };
const grant = { grant_type: "client_credentials" };

let app: Awaited<ReturnType<typeof newApp>>;
let client: { client_id: string; client_secret: string };
beforeAll(async () => {
  app = await newApp();
  client = { client_id: app.id, client_secret: app.secret };
});

const json = (body: object, headers = {}) => call(token, { method: "POST", body, headers });
const form = (fields: Record<string, string> | string, headers = {}) =>
  call(token, {
    method: "POST",
    raw: new URLSearchParams(fields).toString(),
    headers: { ...FORM, ...headers },
  });
const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`,
});

describe("client credentials become an app token", () => {
  test.each([
    ["as a form", () => form({ ...grant, ...client })],
    ["as JSON", () => json({ ...grant, ...client })],
    ["by HTTP Basic", () => form(grant, basic(app.id, encodeURIComponent(app.secret)))],
    ["beside parameters that nobody knows", () => form({ ...grant, ...client, resource: "x" })],
  ])("%s", async (_, ask) => {
    const { status, headers, body } = await ask();
    expect([status, body]).toEqual([
      200,
      {
        access_token: expect.any(String),
        token_type: "Bearer",
        expires_in: 3600,
        scope: scopes.join(" "),
      },
    ]);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(decodeProtectedHeader(body.access_token).kid).toEqual(expect.any(String));
    const { aud, sub, iat = 0, exp = 0 } = decodeJwt(body.access_token);
    expect([aud, sub, exp - iat]).toEqual(["propdesk:app", app.id, 3600]);
  });

  test("not with more than 500 parameters, though some that nobody knows are fine", async () => {
    const more = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`p${at}`, "x"]));
    const { status, body } = await form({ ...grant, ...client, ...more });
    expect([status, body.error]).toEqual([400, "invalid_request"]);
  });

  test("with as few scopes as were asked for", async () => {
    const { body } = await form({ ...grant, ...client, scope: "accounts:read payments:read" });
    expect(body.scope).toBe("accounts:read payments:read");
    expect(decodeJwt(body.access_token).scope).toBe(body.scope);
  });

  test("whose scopes are at most the app's own", async () => {
    const poor = await newApp(["payments:read"]);
    const own = { client_id: poor.id, client_secret: poor.secret };
    expect((await form({ ...grant, ...own })).body.scope).toBe("payments:read");
    const { status, body } = await form({ ...grant, ...own, scope: "payments:write" });
    expect([status, body.error]).toEqual([400, "invalid_scope"]);
  });
});

describe("an unknown client is invalid_client, 401 with a Basic challenge", () => {
  test.each([
    ["a wrong secret", () => form({ ...grant, ...client, client_secret: "wrong" })],
    ["an unknown id", () => form({ ...grant, ...client, client_id: "app_of_nobody" })],
    ["no client", () => form(grant)],
    ["a wrong secret by Basic", () => form(grant, basic(app.id, "wrong"))],
    ["Basic that can't be decoded", () => form(grant, basic("%E0%A4", "x"))],
    ["U+0000 by Basic", () => form(grant, basic("app%00", "x"))],
  ])("%s", async (_, ask) => {
    const { status, headers, body } = await ask();
    expect([status, body]).toEqual([
      401,
      { error: "invalid_client", error_description: expect.any(String) },
    ]);
    expect(headers.get("www-authenticate")).toMatch(/^Basic /);
    expect(headers.get("cache-control")).toBe("no-store");
  });

  test("a disabled app", async () => {
    const gone = await newApp();
    await sql("update api_apps set disabled_at = now() where id = $1", [gone.id]);
    const answer = await form({ ...grant, client_id: gone.id, client_secret: gone.secret });
    expect(answer.body.error).toBe("invalid_client");
  });
});

test.each([
  ["unsupported_grant_type", () => form({ ...client, grant_type: "password" })],
  ["invalid_request", () => form(client)],
  ["invalid_scope", () => form({ ...grant, ...client, scope: "payments:read everything" })],
  ["invalid_request", () => json({ ...grant, ...client, client_id: 7 })],
  ["invalid_request", () => json({ ...grant, ...client, client_id: "app\u0000" })],
  ["invalid_request", () => json([])],
  ["invalid_request", () => call(token, { method: "POST", raw: "{" })],
  ["invalid_request", () => form("grant_type=client_credentials&client_id=a&client_id=b")],
])("%s is 400 in OAuth's own form", async (error, ask) => {
  const { status, body } = await ask();
  expect([status, body]).toEqual([400, { error, error_description: expect.any(String) }]);
});

test.each([
  [
    "UNSUPPORTED_MEDIA_TYPE",
    415,
    () => form({ ...grant, ...client }, { "content-type": "text/xml" }),
  ],
  ["BODY_TOO_LARGE", 413, () => form({ ...grant, ...client, padding: "x".repeat(65 * 1024) })],
])("POST /v2/oauth/token: %s → OAuth's form, our code beside", async (code, status, ask) => {
  const answer = await ask();
  expect([answer.status, answer.body]).toEqual([
    status,
    {
      error: "invalid_request",
      error_description: expect.any(String),
      code,
      retryable: false,
      request_id: answer.headers.get("x-request-id"),
    },
  ]);
});
