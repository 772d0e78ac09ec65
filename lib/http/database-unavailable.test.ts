import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { QueryError } from "@/db/query-error";
import { log } from "@/lib/core/log";
import { anonymous, cookieOf } from "@/testing/actors/credentials";
import { newCustomer } from "@/testing/actors/customer";
import { nextAuthPost } from "@/testing/actors/next-auth";
import { cuttableDatabase } from "@/testing/faults/cut-database";
import { as } from "@/testing/http/client";
import { tier25k } from "@/testing/stripe/payments";
import { toAppError } from "./respond";

const line = await cuttableDatabase();

let customer: Awaited<ReturnType<typeof newCustomer>>;
let cookie: string;
beforeAll(async () => {
  customer = await newCustomer();
  cookie = await cookieOf(customer.session.id);
});
let isCut = false;
const cut = async () => {
  await line.cut();
  isCut = true;
};
const restore = async () => {
  if (isCut) await line.restore();
  isCut = false;
};
afterEach(restore);
afterAll(restore);

const credentials = () => ({ email: customer.email, password: customer.password });
const client = { grant_type: "client_credentials", client_id: "app_demo", client_secret: "x" };

describe("the database is unavailable → 503 UNAVAILABLE, and afterwards as before", () => {
  test.each([
    [
      "a sign-in, at its rate limiter",
      () => as(anonymous).post("/prop/auth/login", credentials()),
      200,
    ],
    ["a token, at its rate limiter", () => as(anonymous).post("/v2/oauth/token", client), 401],
    ["a read with tokens", () => as(customer).get("/v2/auth/me"), 200],
    ["a read with a cookie", () => as(anonymous).get("/v2/auth/me", { headers: { cookie } }), 200],
    ["a checkout", () => as(customer).post("/v2/payments/checkout", tier25k), 200],
  ])("%s", async (_, send, before) => {
    expect((await send()).status).toBe(before);
    await cut();
    const response = await send();
    expect([response.status, response.body.error.code, response.body.error.retryable]).toEqual([
      503,
      "UNAVAILABLE",
      true,
    ]);
    expect(response.headers.get("retry-after")).toBe("5");
    expect(response.headers.has("www-authenticate")).toBe(false);
    await restore();
    expect((await send()).status).toBe(before);
  });

  test("POST /api/auth/callback/credentials → UNAVAILABLE in the url", async () => {
    await cut();
    const { status, headers, body } = await nextAuthPost(
      "callback/credentials",
      new Map(),
      credentials(),
    );
    expect([status, headers.get("retry-after")]).toEqual([503, "5"]);
    expect(new URL(body.url).searchParams.get("error")).toBe("UNAVAILABLE");
  });

  test("GET /api/health → names the part", async () => {
    await cut();
    const { status, body } = await as(anonymous).get("/api/health");
    expect([status, body.database]).toEqual([503, "away"]);
  });
});

const pgError = (code: string) => Object.assign(new Error("from the server"), { code });
const ofConnection = (code: string) => new QueryError("select 1", pgError(code));
const silent = log().child({}, { level: "silent" });

test.each([
  ["ECONNREFUSED", ofConnection("ECONNREFUSED")],
  ["ECONNRESET", ofConnection("ECONNRESET")],
  ["a server that shuts down", pgError("57P01")],
  ["a server that starts up", pgError("57P03")],
  ["too many connections", pgError("53300")],
  ["a connection that ended", new Error("Connection terminated unexpectedly")],
  ["no connection in time", new Error("timeout exceeded when trying to connect")],
  ["a cause further down", new Error("Failed query", { cause: ofConnection("ECONNREFUSED") })],
  [
    "each address of a name",
    new QueryError("select 1", new AggregateError([pgError("ECONNREFUSED")], "")),
  ],
  ["a login without a permission", ofConnection("42501")],
  ["a certificate that fails", ofConnection("SELF_SIGNED_CERT_IN_CHAIN")],
  ["a pooler that changes sessions", ofConnection("26000")],
])("toAppError: %s → UNAVAILABLE", (_, error) => {
  expect(toAppError(error, silent)).toMatchObject({ code: "UNAVAILABLE", retryAfter: 5 });
});

test.each([
  ["a wrong query", "42P01"],
  ["a violated constraint", "23505"],
  ["a wrong value", "22021"],
  ["a connection to somebody else", "ECONNRESET"],
  ["a certificate of somebody else", "SELF_SIGNED_CERT_IN_CHAIN"],
])("toAppError: %s → INTERNAL", (_, code) => {
  expect(toAppError(pgError(code), silent).code).toBe("INTERNAL");
});
