import { beforeAll, describe, expect, test } from "vitest";
import { signToken } from "@/lib/auth/tokens";
import { newApp } from "@/testing/actors/app";
import { bearer, cookieOf, credentialHeaders, ownOrigin } from "@/testing/actors/credentials";
import { newCustomer, newSession } from "@/testing/actors/customer";
import { sql } from "@/testing/database/sql";
import { callHandler } from "@/testing/http/call-handler";
import { as } from "@/testing/http/client";
import { handlerOf } from "@/testing/http/routes";

// Before the settings are read, which the first request does. Each test writes the client's address.
Object.assign(process.env, {
  RATE_LIMIT_ANONYMOUS: "3",
  RATE_LIMIT_READS: "30",
  RATE_LIMIT_WRITES: "30",
  TRUSTED_PROXY_HOPS: "1",
});

let me: Awaited<ReturnType<typeof newCustomer>>;
beforeAll(async () => {
  me = await newCustomer();
});

const tokens = () => credentialHeaders(me, "app+session");

interface Sent {
  path?: string;
  headers?: Record<string, string>;
}

let addresses = 0;
const somewhere = () => {
  addresses += 1;
  return { "x-forwarded-for": `10.0.${addresses >> 8}.${addresses & 255}` };
};
/** A write with a body that fits nothing. */
const write = (path: string, headers: Record<string, string>) =>
  as({ headers }).post(path, { nothing: 1 });

test.each([
  ["/prop/auth/login", "POST /api/prop/auth/login"],
  ["/v2/oauth/token", "POST /api/v2/oauth/token"],
  ["/api/sign-up", "POST /api/sign-up"],
  ["/api/account/forgot-password", "POST /api/account/forgot-password"],
  ["/api/account/reset-password", "POST /api/account/reset-password"],
])(
  "POST %s: more than RATE_LIMIT_ANONYMOUS from one address → RATE_LIMITED, the body isn't read",
  async (path, key) => {
    const here = { ...somewhere(), ...ownOrigin };
    for (let n = 0; n < 3; n++) expect((await write(path, here)).status).toBe(400);
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
    expect((await write(path, { ...somewhere(), ...ownOrigin })).status).toBe(400);
  },
);

test("POST /v2/oauth/token: more than RATE_LIMIT_ANONYMOUS from one address → 429 in OAuth's form with our code", async () => {
  const here = somewhere();
  for (let n = 0; n < 3; n++) await write("/v2/oauth/token", here);
  const { status, body, headers } = await write("/v2/oauth/token", here);
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

test("limitAnonymous: reads, and callers with a valid token or cookie → not counted, not affected by others of the address", async () => {
  const here = somewhere();
  for (let n = 0; n < 4; n++) await write("/prop/auth/login", here);
  const health = await as({ headers: here }).get("/api/health");
  expect(health.status).not.toBe(429);
  const cookie = { ...ownOrigin, cookie: await cookieOf(me.session.id) };
  for (const own of [await tokens(), cookie]) {
    for (let n = 0; n < 4; n++) {
      expect((await write("/v2/payments/free", { ...here, ...own })).status).toBe(400);
    }
  }
});

describe("countRejected: invalid credentials", () => {
  const free = "/v2/payments/free";
  const list = "/v2/payments/prop-accounts";
  const statusOf = async (path: string, headers: Record<string, string>) => {
    const { status } = path === list ? await as({ headers }).get(path) : await write(path, headers);
    return status;
  };
  const statuses = async (path: string, headers: Record<string, string>) => {
    const found: number[] = [];
    for (let n = 0; n < 4; n++) found.push(await statusOf(path, headers));
    return found;
  };

  test.each([
    ["a made-up token", { authorization: "Bearer x" }],
    ["a made-up cookie", { ...ownOrigin, cookie: "next-auth.session-token=x" }],
    ["another scheme", { authorization: "Basic YTpi" }],
  ])("%s: a write or a read with it → counted by address", async (_, bad) => {
    for (const path of [free, list]) {
      const here = somewhere();
      expect(await statuses(path, { ...here, ...bad })).toEqual([401, 401, 401, 429]);
      expect(await statusOf("/prop/auth/login", here)).toBe(429);
      // Authenticated callers aren't counted.
      expect(await statusOf(free, { ...here, ...(await tokens()) })).toBe(400);
    }
  });

  test("no credentials, another origin → writes are counted", async () => {
    expect(await statuses(free, somewhere())).toEqual([401, 401, 401, 429]);
    expect(await statuses("/api/sign-up", somewhere())).toEqual([403, 403, 403, 429]);
    expect(await statuses(list, somewhere())).toEqual([401, 401, 401, 401]);
  });

  test("an ended session → writes are counted; reads and expired tokens aren't", async () => {
    const ended = await newSession(me.publicId);
    await sql("update sessions set revoked_at = now() where id = $1", [ended.id]);
    const cookie = { ...ownOrigin, cookie: await cookieOf(ended.id) };
    expect(await statuses(list, { ...somewhere(), ...cookie })).toEqual([401, 401, 401, 401]);
    expect(await statuses(free, { ...somewhere(), ...cookie })).toEqual([401, 401, 401, 429]);
    const expired = await signToken("app", "app_demo", {}, -1);
    const old = { ...somewhere(), authorization: `Bearer ${expired}` };
    expect(await statuses(free, old)).toEqual([401, 401, 401, 401]);
  });

  test("a valid app with an invalid session token → not counted", async () => {
    const here = { ...somewhere(), ...(await tokens()), "x-session-token": "x" };
    for (let n = 0; n < 31; n++) expect(await statusOf(free, here)).toBe(401);
  });
});

describe("countRejected: valid credentials on a surface that rejects them", () => {
  const session = async () => (await newSession(me.publicId)).id;
  const sessionToken = async () => bearer(await signToken("session", await session()));
  const foreignCookie = async () => ({
    cookie: await cookieOf(await session()),
    origin: "https://elsewhere.example",
  });
  const app = async () => bearer((await newApp()).appToken);

  test.each([
    ["a session's token, of the browser's cookie", "POST /api/account/password", 401, sessionToken],
    ["a session's token, of an app's", "GET /api/v2/webhook-endpoints", 401, sessionToken],
    ["a session's token, of an app's", "POST /api/v2/auth/login", 401, sessionToken],
    ["an app's token, of a session's", "POST /api/prop/challenge/buy", 401, app],
    ["a cookie from another origin", "POST /api/account/password", 403, foreignCookie],
    ["a cookie from another origin", "POST /api/sign-up", 403, foreignCookie],
    ["an app's token, at an address of nothing", "POST /api/[[...path]]", 404, app],
    ["an app's token, with a method of nothing", "DELETE /api/v2/oauth/token", 405, app],
  ])(
    "%s → counted by its app or session, whatever the address: %s",
    async (_, key, rejected, credential) => {
      const [method] = key.split(" ");
      const handler = await handlerOf(key);
      const headers = await credential();
      const statusOf = async (sent: Record<string, string>) =>
        (await callHandler(handler, { method, headers: { ...somewhere(), ...sent } })).status;
      for (let n = 0; n < 30; n++) expect(await statusOf(headers)).toBe(rejected);
      expect(await statusOf(headers)).toBe(429);
      expect(await statusOf(await credential())).toBe(rejected);
    },
  );
});

describe("countRejected: unknown addresses and methods", () => {
  const unknown = "/api/[[...path]]";
  const body = { "content-length": "2" };

  test.each([
    ["a write to an unknown address", `POST ${unknown}`, {}, 404],
    ["a write with a method that its address doesn't have", "DELETE /api/v2/oauth/token", {}, 405],
    ["a method that nothing has", `GET ${unknown}`, { path: "/api/no-such-method" }, 405],
    ["a write to a page", `GET ${unknown}`, { path: "/api/no-such-page-method" }, 405],
    ["a body to another host", `GET ${unknown}`, { path: "/api/misdirected", headers: body }, 421],
    [
      "a read with a made-up token",
      `GET ${unknown}`,
      { headers: { authorization: "Bearer x" } },
      404,
    ],
  ])("%s → counted by address", async (_, key, { path, headers }: Sent, rejected) => {
    const here = somewhere();
    const [method] = key.split(" ");
    const handler = await handlerOf(key);
    const statusOf = async () =>
      (await callHandler(handler, { method, path, headers: { ...headers, ...here } })).status;
    for (let n = 0; n < 3; n++) expect(await statusOf()).toBe(rejected);
    expect(await statusOf()).toBe(429);
    expect((await write("/prop/auth/login", here)).status).toBe(429);
  });

  test.each([
    ["GET", unknown, 404],
    ["OPTIONS", unknown, 404],
    ["GET", "/api/v2/oauth/token", 405],
  ])("%s %s without a credential → not counted", async (method, pattern, rejected) => {
    const here = somewhere();
    const handler = await handlerOf(`${method} ${pattern}`);
    for (let n = 0; n < 4; n++) {
      expect((await callHandler(handler, { method, headers: here })).status).toBe(rejected);
    }
  });
});
