import { RateLimiterPostgres } from "rate-limiter-flexible";
import { beforeAll, describe, expect, test } from "vitest";
import { formatRetryAfter } from "@/lib/core/format";
import { newApp } from "@/testing/actors/app";
import { type Actor, inBrowser } from "@/testing/actors/credentials";
import { newCustomer } from "@/testing/actors/customer";
import { as } from "@/testing/http/client";

// Before the settings are read, which the first request does.
Object.assign(process.env, { RATE_LIMIT_READS: "4", RATE_LIMIT_WRITES: "2" });

// What each counter in the database is told of purging the table. A property of a class without a type for it.
const purges: boolean[] = [];
Object.defineProperty(RateLimiterPostgres.prototype, "clearExpiredByTimeout", {
  get: () => false,
  set: (own: boolean | undefined) => purges.push(own !== false),
});

let one: Awaited<ReturnType<typeof newCustomer>>;
let other: typeof one;
let third: typeof one;
beforeAll(async () => {
  one = await newCustomer();
  other = await newCustomer();
  third = await newCustomer();
});

const read = (actor: Actor) => as(actor).get("/v2/auth/me");
// INVALID_REQUEST, which is counted like any other.
const write = (actor: Actor) => as(actor).post("/v2/payments/free", {});
const statuses = (responses: { status: number }[]) => responses.map(({ status }) => status);
const times = async <T>(count: number, send: () => Promise<T>) => {
  const responses: T[] = [];
  for (let n = 0; n < count; n++) responses.push(await send());
  return responses;
};

describe("limitCaller: a customer past the limit → RATE_LIMITED", () => {
  test("reads and writes → separate limits", async () => {
    expect(statuses(await times(5, () => read(one)))).toEqual([200, 200, 200, 200, 429]);
    expect(statuses(await times(3, () => write(one)))).toEqual([400, 400, 429]);
  });

  test("response → Retry-After, and retryable", async () => {
    const [last] = (await times(5, () => read(one))).slice(-1);
    const seconds = Number(last?.headers.get("retry-after"));
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(last?.body.error).toEqual({
      code: "RATE_LIMITED",
      message: `Too many requests. Try again in ${formatRetryAfter(seconds)}.`,
      retryable: true,
      request_id: last?.headers.get("x-request-id"),
    });
  });

  test("other customers → not limited", async () => {
    expect((await read(other)).status).toBe(200);
  });

  test("through several apps and the browser → one limit", async () => {
    const { appToken } = await newApp();
    const throughApp = { appToken, session: third.session };
    const browser = inBrowser(third);
    const responses = [];
    for (const actor of [third, throughApp, browser, browser, throughApp, third]) {
      responses.push(await read(actor));
    }
    expect(statuses(responses)).toEqual([200, 200, 200, 200, 429, 429]);
    expect(statuses([await write(third), await write(browser), await write(throughApp)])).toEqual([
      400, 400, 429,
    ]);
  });
});

test("limitCaller: an app without a customer → a limit of its own", async () => {
  const [a, b] = [await newApp(), await newApp()];
  const post = (app: typeof a) => () => as(app).post("/v2/auth/login", {});
  expect(statuses(await times(3, post(a)))).toEqual([400, 400, 429]);
  expect(statuses(await times(2, post(b)))).toEqual([400, 400]);
});

test("rate_limits: expired rows → purged by one of the counters, for all", async () => {
  await read(other);
  expect(purges.length).toBeGreaterThan(1);
  expect(purges.filter(Boolean)).toHaveLength(1);
});
