import { beforeAll, describe, expect, test } from "vitest";
import { call, newCustomer } from "@/testing/api";
import { cookieOf, newSession, ownOrigin, signToken, sql } from "@/testing/callers";
import { handlerOf } from "@/testing/routes";

// Before the settings are read, which the first request does. Each test writes the client's address.
Object.assign(process.env, { RATE_LIMIT_ANONYMOUS: "3", TRUSTED_PROXY_HOPS: "1" });

let me: Awaited<ReturnType<typeof newCustomer>>;
beforeAll(async () => {
  me = await newCustomer();
});

let addresses = 0;
const somewhere = () => {
  addresses += 1;
  return { "x-forwarded-for": `203.0.113.${addresses}` };
};
/** A write with a body that fits nothing. */
const write = async (key: string, headers: Record<string, string>) =>
  call(await handlerOf(key), { method: "POST", body: { nothing: 1 }, headers });

test.each([
  "POST /api/prop/auth/login",
  "POST /api/v2/oauth/token",
  "POST /api/sign-up",
  "POST /api/account/forgot-password",
  "POST /api/account/reset-password",
])(
  "%s: more than RATE_LIMIT_ANONYMOUS from one address → RATE_LIMITED, its body unread",
  async (key) => {
    const here = { ...somewhere(), ...ownOrigin };
    for (let n = 0; n < 3; n++) expect((await write(key, here)).status).toBe(400);
    let read = 0;
    const pull = (stream: ReadableStreamDefaultController) => {
      read += 1;
      stream.close();
    };
    const request = new Request("http://propdesk.localhost/", {
      method: "POST",
      headers: { ...here, "content-type": "application/json" },
      body: new ReadableStream({ pull }, { highWaterMark: 0 }),
      duplex: "half",
    } as RequestInit);
    const { status, headers } = await (await handlerOf(key))(request, {
      params: Promise.resolve({}),
    });
    expect([status, read]).toEqual([429, 0]);
    expect(Number(headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
    expect((await write(key, { ...somewhere(), ...ownOrigin })).status).toBe(400);
  },
);

test("POST /v2/oauth/token: more than RATE_LIMIT_ANONYMOUS from one address → 429 in OAuth's form, our code beside", async () => {
  const here = somewhere();
  for (let n = 0; n < 3; n++) await write("POST /api/v2/oauth/token", here);
  const { status, body, headers } = await write("POST /api/v2/oauth/token", here);
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
  expect([headers.get("cache-control"), headers.get("pragma")]).toEqual(["no-store", "no-cache"]);
});

test("reads, and callers that a token or a cookie proves → not counted, nor kept out by what others sent from there", async () => {
  const here = somewhere();
  for (let n = 0; n < 4; n++) await write("POST /api/prop/auth/login", here);
  const health = await call(await handlerOf("GET /api/health"), { headers: here });
  expect(health.status).not.toBe(429);
  const cookie = { ...ownOrigin, cookie: await cookieOf(me.session.id) };
  for (const own of [me.headers, cookie]) {
    for (let n = 0; n < 4; n++) {
      expect((await write("POST /api/v2/payments/free", { ...here, ...own })).status).toBe(400);
    }
  }
});

describe("credentials that aren't valid", () => {
  const free = "POST /api/v2/payments/free";
  const list = "GET /api/v2/payments/prop-accounts";
  const statusOf = async (key: string, headers: Record<string, string>) => {
    const [method = ""] = key.split(" ");
    const { status } =
      method === "GET" ? await call(await handlerOf(key), { headers }) : await write(key, headers);
    return status;
  };
  const statuses = async (key: string, headers: Record<string, string>) => {
    const found: number[] = [];
    for (let n = 0; n < 4; n++) found.push(await statusOf(key, headers));
    return found;
  };

  test.each([
    ["a made-up token", { authorization: "Bearer x" }],
    ["a made-up cookie", { ...ownOrigin, cookie: "next-auth.session-token=x" }],
    ["another scheme", { authorization: "Basic YTpi" }],
  ])("%s: a write or a read with it → counted by address", async (_, bad) => {
    for (const key of [free, list]) {
      const here = somewhere();
      expect(await statuses(key, { ...here, ...bad })).toEqual([401, 401, 401, 429]);
      expect(await statusOf("POST /api/prop/auth/login", here)).toBe(429);
      // Whoever is let in is no part of it.
      expect(await statusOf(free, { ...here, ...me.headers })).toBe(400);
    }
  });

  test("none, and an origin that isn't ours → writes are counted", async () => {
    expect(await statuses(free, somewhere())).toEqual([401, 401, 401, 429]);
    expect(await statuses("POST /api/sign-up", somewhere())).toEqual([403, 403, 403, 429]);
    expect(await statuses(list, somewhere())).toEqual([401, 401, 401, 401]);
  });

  test("a session that has ended → writes are counted, polls and tokens that expired aren't", async () => {
    const ended = await newSession(me.publicId);
    await sql("update sessions set revoked_at = now() where id = $1", [ended.id]);
    const cookie = { ...ownOrigin, cookie: await cookieOf(ended.id) };
    expect(await statuses(list, { ...somewhere(), ...cookie })).toEqual([401, 401, 401, 401]);
    expect(await statuses(free, { ...somewhere(), ...cookie })).toEqual([401, 401, 401, 429]);
    const expired = await signToken("app", "app_demo", {}, -1);
    const old = { ...somewhere(), authorization: `Bearer ${expired}` };
    expect(await statuses(free, old)).toEqual([401, 401, 401, 401]);
  });

  test("a valid app with a session token that isn't → not counted: the app is known", async () => {
    const here = { ...somewhere(), ...me.headers, "x-session-token": "x" };
    expect(await statuses(free, here)).toEqual([401, 401, 401, 401]);
  });
});
