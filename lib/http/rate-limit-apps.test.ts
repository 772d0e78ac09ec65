import { describe, expect, test } from "vitest";
import { newApp } from "@/testing/actors/app";
import {
  from,
  fromNewAddress,
  logIn,
  newUncountedCustomer,
  requestToken,
  signInTest,
  useUpFailures,
  WRONG,
} from "@/testing/actors/sign-in-limits";
import { as } from "@/testing/http/client";

const current = signInTest();

describe("POST /v2/auth/login: through an app", () => {
  const through = (email: string, password = current.customer.password, by = current.app) =>
    as(by).post("/v2/auth/login", { email, password }, { headers: from("192.0.2.80") });
  const requestOwnToken = () =>
    requestToken(current.app.id, from("192.0.2.80"), current.app.secret);

  test("more customers in a minute than an address may have → all succeed, and the app gets its token", async () => {
    const people = [];
    for (let n = 0; n < 10; n++) people.push(await newUncountedCustomer());
    for (const one of people) expect((await through(one.email, one.password)).status).toBe(200);
    expect((await requestOwnToken()).status).toBe(200);
  });

  test("RATE_LIMIT_APP_SIGN_IN in a minute → RATE_LIMITED for the app only, and not for its token", async () => {
    const busy = await newApp();
    for (let n = 0; n < 20; n++) await through(`nobody-${n}@example.com`, WRONG, busy);
    expect((await through(current.customer.email, current.customer.password, busy)).status).toBe(
      429,
    );
    expect((await through(current.customer.email)).status).toBe(200);
    expect((await requestOwnToken()).status).toBe(200);
  });

  test("failures of one account → RATE_LIMITED through the app, but not in the customer's browser", async () => {
    for (let n = 0; n < 16; n++)
      expect((await through(current.customer.email, WRONG)).status).toBe(401);
    expect((await through(current.customer.email)).status).toBe(429);
    expect(
      (await logIn(current.customer.email, fromNewAddress(), current.customer.password)).status,
    ).toBe(200);
    const other = await newUncountedCustomer();
    expect((await through(other.email, other.password)).status).toBe(200);
  });

  test("right passwords → not counted against the account", async () => {
    for (let n = 0; n < 18; n++) expect((await through(current.customer.email)).status).toBe(200);
  });

  test("the app's address → not an address of an earlier sign-in", async () => {
    await through(current.customer.email);
    await useUpFailures(current.customer.email);
    expect(
      (await logIn(current.customer.email, from("192.0.2.80"), current.customer.password)).status,
    ).toBe(429);
  });
});

describe("POST /v2/oauth/token", () => {
  const requestFrom = (id: string, address: Record<string, string>, secret = current.app.secret) =>
    requestToken(id, address, secret);

  test("too many requests of a client from one address → 429 in OAuth's form with our code, there only", async () => {
    const there = fromNewAddress();
    for (let n = 0; n < 3; n++) expect((await requestFrom(current.app.id, there)).status).toBe(200);
    const { status, body, headers } = await requestFrom(current.app.id, there);
    expect([status, body]).toEqual([
      429,
      {
        error: "temporarily_unavailable",
        error_description: expect.stringContaining("Too many requests"),
        code: "RATE_LIMITED",
        retryable: true,
        request_id: headers.get("x-request-id"),
      },
    ]);
    expect(Number(headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
    expect(headers.get("cache-control")).toBe("no-store");
    expect((await requestFrom(current.app.id, fromNewAddress())).status).toBe(200);
  });

  test("a client that goes on past its limit → no failures of its address: another client gets its token", async () => {
    const there = fromNewAddress();
    for (let n = 0; n < 3; n++) expect((await requestFrom(current.app.id, there)).status).toBe(200);
    for (let n = 0; n < 20; n++)
      expect((await requestFrom(current.app.id, there)).status).toBe(429);
    const other = await newApp();
    expect((await requestFrom(other.id, there, other.secret)).status).toBe(200);
  });

  test("failures from one address with many clients → RATE_LIMITED there", async () => {
    const here = fromNewAddress();
    for (let n = 0; n < 16; n++) expect((await requestFrom(`app_${n}`, here)).status).toBe(401);
    expect((await requestFrom("app_17", here)).status).toBe(429);
    expect((await requestFrom("x".repeat(5_000), fromNewAddress())).status).toBe(401);
  });
});
