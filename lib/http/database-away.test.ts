import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { QueryError } from "@/db/query-error";
import { log } from "@/lib/log";
import { call, newCustomer } from "@/testing/api";
import { cookieOf } from "@/testing/callers";
import { cuttableDatabase } from "@/testing/cut-database";
import { nextAuthPost } from "@/testing/next-auth";
import { handlerOf } from "@/testing/routes";
import { tier25k } from "@/testing/stripe";
import { toAppError } from "./respond";

const line = await cuttableDatabase();
const health = await handlerOf("GET /api/health");
const logIn = await handlerOf("POST /api/prop/auth/login");
const token = await handlerOf("POST /api/v2/oauth/token");
const me = await handlerOf("GET /api/v2/auth/me");
const checkout = await handlerOf("POST /api/v2/payments/checkout");

let customer: Awaited<ReturnType<typeof newCustomer>>;
let cookie: string;
beforeAll(async () => {
  customer = await newCustomer();
  cookie = await cookieOf(customer.session.id);
});
let away = false;
const cut = async () => {
  await line.cut();
  away = true;
};
const mend = async () => {
  if (away) await line.mend();
  away = false;
};
afterEach(mend);
afterAll(mend);

const person = () => ({ email: customer.email, password: customer.password });
const client = { grant_type: "client_credentials", client_id: "app_demo", client_secret: "x" };

describe("while the database is away the answer is 503 UNAVAILABLE, and afterwards as before", () => {
  test.each([
    ["a sign-in, at its rate limiter", () => call(logIn, { method: "POST", body: person() }), 200],
    ["a token, at its rate limiter", () => call(token, { method: "POST", body: client }), 401],
    ["a read with tokens", () => call(me, { headers: customer.headers }), 200],
    ["a read with a cookie", () => call(me, { headers: { cookie } }), 200],
    [
      "a checkout",
      () => call(checkout, { method: "POST", body: tier25k, headers: customer.headers }),
      200,
    ],
  ])("%s", async (_, ask, before) => {
    expect((await ask()).status).toBe(before);
    await cut();
    const answer = await ask();
    expect([answer.status, answer.body.error.code, answer.body.error.retryable]).toEqual([
      503,
      "UNAVAILABLE",
      true,
    ]);
    expect(answer.headers.get("retry-after")).toBe("5");
    expect(answer.headers.has("www-authenticate")).toBe(false);
    await mend();
    expect((await ask()).status).toBe(before);
  });

  test("the sign-in page's, which is told why", async () => {
    await cut();
    const { status, headers, body } = await nextAuthPost(
      "callback/credentials",
      new Map(),
      person(),
    );
    expect([status, headers.get("retry-after")]).toEqual([503, "5"]);
    expect(new URL(body.url).searchParams.get("error")).toBe("UNAVAILABLE");
  });

  test("and health says which part is away", async () => {
    await cut();
    const { status, body } = await call(health);
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
])("%s means that the database is away", (_, error) => {
  expect(toAppError(error, silent)).toMatchObject({ code: "UNAVAILABLE", retryAfter: 5 });
});

test.each([
  ["a wrong query", "42P01"],
  ["a violated constraint", "23505"],
  ["a wrong value", "22021"],
  ["a connection to somebody else", "ECONNRESET"],
])("%s doesn't", (_, code) => {
  expect(toAppError(pgError(code), silent).code).toBe("INTERNAL");
});
