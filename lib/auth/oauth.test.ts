import { decodeJwt, decodeProtectedHeader } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { scopes } from "@/lib/core/context";
import { newApp } from "@/testing/actors/app";
import { anonymous } from "@/testing/actors/credentials";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";

const FORM = { "content-type": "application/x-www-form-urlencoded" };
const grant = { grant_type: "client_credentials" };

let app: Awaited<ReturnType<typeof newApp>>;
let client: { client_id: string; client_secret: string };
beforeAll(async () => {
  app = await newApp();
  client = { client_id: app.id, client_secret: app.secret };
});

const json = (body: object, headers = {}) => as({ headers }).post("/v2/oauth/token", body);
const form = (fields: Record<string, string> | string, headers = {}) =>
  as({ headers: { ...FORM, ...headers } }).post("/v2/oauth/token", undefined, {
    raw: new URLSearchParams(fields).toString(),
  });
const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`,
});

describe("POST /v2/oauth/token: valid client credentials", () => {
  test.each([
    ["as a form", () => form({ ...grant, ...client })],
    ["as JSON", () => json({ ...grant, ...client })],
    ["by HTTP Basic", () => form(grant, basic(app.id, encodeURIComponent(app.secret)))],
    ["beside unknown parameters", () => form({ ...grant, ...client, resource: "x" })],
  ])("%s", async (_, send) => {
    const { status, headers, body } = await send();
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

  test("more than 500 parameters → invalid_request; a few unknown ones → a token", async () => {
    const more = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`p${at}`, "x"]));
    const { status, body } = await form({ ...grant, ...client, ...more });
    expect([status, body.error]).toEqual([400, "invalid_request"]);
  });

  test("some scopes requested → a token with those", async () => {
    const { body } = await form({ ...grant, ...client, scope: "accounts:read payments:read" });
    expect(body.scope).toBe("accounts:read payments:read");
    expect(decodeJwt(body.access_token).scope).toBe(body.scope);
  });

  test("no scopes requested → a token with the app's", async () => {
    const poor = await newApp(["payments:read"]);
    const own = { client_id: poor.id, client_secret: poor.secret };
    expect((await form({ ...grant, ...own })).body.scope).toBe("payments:read");
    const { status, body } = await form({ ...grant, ...own, scope: "payments:write" });
    expect([status, body.error]).toEqual([400, "invalid_scope"]);
  });
});

describe("POST /v2/oauth/token: an invalid client → invalid_client, 401 with a Basic challenge", () => {
  test.each([
    ["a wrong secret", () => form({ ...grant, ...client, client_secret: "wrong" })],
    ["an unknown id", () => form({ ...grant, ...client, client_id: "app_of_nobody" })],
    ["no client", () => form(grant)],
    ["a wrong secret by Basic", () => form(grant, basic(app.id, "wrong"))],
    ["Basic that can't be decoded", () => form(grant, basic("%E0%A4", "x"))],
    ["U+0000 by Basic", () => form(grant, basic("app%00", "x"))],
  ])("%s", async (_, send) => {
    const { status, headers, body } = await send();
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
    const response = await form({ ...grant, client_id: gone.id, client_secret: gone.secret });
    expect(response.body.error).toBe("invalid_client");
  });
});

test.each([
  ["unsupported_grant_type", () => form({ ...client, grant_type: "password" })],
  ["invalid_request", () => form(client)],
  ["invalid_scope", () => form({ ...grant, ...client, scope: "payments:read everything" })],
  ["invalid_request", () => json({ ...grant, ...client, client_id: 7 })],
  ["invalid_request", () => json({ ...grant, ...client, client_id: "app\u0000" })],
  ["invalid_request", () => json([])],
  ["invalid_request", () => as(anonymous).post("/v2/oauth/token", undefined, { raw: "{" })],
  ["invalid_request", () => form("grant_type=client_credentials&client_id=a&client_id=b")],
])("POST /v2/oauth/token: → %s, 400 in OAuth's form", async (error, send) => {
  const { status, body } = await send();
  expect([status, body]).toEqual([400, { error, error_description: expect.any(String) }]);
});

test.each([
  [
    "UNSUPPORTED_MEDIA_TYPE",
    415,
    () => form({ ...grant, ...client }, { "content-type": "text/xml" }),
  ],
  ["BODY_TOO_LARGE", 413, () => form({ ...grant, ...client, padding: "x".repeat(65 * 1024) })],
])("POST /v2/oauth/token: → %s in OAuth's form with our code", async (code, status, send) => {
  const response = await send();
  expect([response.status, response.body]).toEqual([
    status,
    {
      error: "invalid_request",
      error_description: expect.any(String),
      code,
      retryable: false,
      request_id: response.headers.get("x-request-id"),
    },
  ]);
});
