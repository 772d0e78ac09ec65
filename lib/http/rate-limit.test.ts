import { RateLimiterPostgres } from "rate-limiter-flexible";
import { beforeAll, describe, expect, test } from "vitest";
import { call, newCustomer } from "@/testing/api";
import { cookieOf, newApp, ownOrigin } from "@/testing/callers";
import { handlerOf } from "@/testing/routes";

// Before the settings are read, which the first request does.
Object.assign(process.env, { RATE_LIMIT_READS: "4", RATE_LIMIT_WRITES: "2" });

// What each counter in the database is told of purging the table. A property of a class without a type for it.
const purges: boolean[] = [];
Object.defineProperty(RateLimiterPostgres.prototype, "clearExpiredByTimeout", {
  get: () => false,
  set: (own: boolean | undefined) => purges.push(own !== false),
});

const me = await handlerOf("GET /api/v2/auth/me");
const free = await handlerOf("POST /api/v2/payments/free");
const logIn = await handlerOf("POST /api/v2/auth/login");

let one: Awaited<ReturnType<typeof newCustomer>>;
let other: typeof one;
let third: typeof one;
beforeAll(async () => {
  one = await newCustomer();
  other = await newCustomer();
  third = await newCustomer();
});

const read = (headers: Record<string, string>) => call(me, { headers });
// INVALID_REQUEST, which is counted like any other.
const write = (headers: Record<string, string>) =>
  call(free, { method: "POST", body: {}, headers });
const statuses = (answers: { status: number }[]) => answers.map(({ status }) => status);
const times = async <T>(count: number, ask: () => Promise<T>) => {
  const answers: T[] = [];
  for (let n = 0; n < count; n++) answers.push(await ask());
  return answers;
};

describe("a customer who asks too often is RATE_LIMITED", () => {
  test("for reads and for writes, counted apart", async () => {
    expect(statuses(await times(5, () => read(one.headers)))).toEqual([200, 200, 200, 200, 429]);
    expect(statuses(await times(3, () => write(one.headers)))).toEqual([400, 400, 429]);
  });

  test("with Retry-After, and the envelope says that it is worth trying again", async () => {
    const [last] = (await times(5, () => read(one.headers))).slice(-1);
    const seconds = Number(last?.headers.get("retry-after"));
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(last?.body.error).toEqual({
      code: "RATE_LIMITED",
      message: `Too many requests. Try again in ${seconds} s.`,
      retryable: true,
      request_id: last?.headers.get("x-request-id"),
    });
  });

  test("and nobody else is", async () => {
    expect((await read(other.headers)).status).toBe(200);
  });

  test("whichever way they ask: through any app and from the browser together", async () => {
    const cookie = await cookieOf(third.session.id);
    const second = await newApp();
    const through = { ...second.headers, "x-session-token": third.session.token };
    const ways = [third.headers, through, { cookie }, { cookie }, through, third.headers];
    const answers = [];
    for (const headers of ways) answers.push(await read(headers));
    expect(statuses(answers)).toEqual([200, 200, 200, 200, 429, 429]);
    const writes = [third.headers, { cookie, ...ownOrigin }, through];
    expect(
      statuses([
        await write(writes[0] ?? {}),
        await write(writes[1] ?? {}),
        await write(writes[2] ?? {}),
      ]),
    ).toEqual([400, 400, 429]);
  });
});

test("an app that calls for itself is counted by itself", async () => {
  const [a, b] = [await newApp(), await newApp()];
  const post = (app: typeof a) => () =>
    call(logIn, { method: "POST", body: {}, headers: app.headers });
  expect(statuses(await times(3, post(a)))).toEqual([400, 400, 429]);
  expect(statuses(await times(2, post(b)))).toEqual([400, 400]);
});

test("counters in the database → one of them purges what has expired, of all", async () => {
  await read(other.headers);
  expect(purges.length).toBeGreaterThan(1);
  expect(purges.filter(Boolean)).toHaveLength(1);
});
