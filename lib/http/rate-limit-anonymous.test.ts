import { beforeAll, expect, test } from "vitest";
import { call, newCustomer } from "@/testing/api";
import { ownOrigin } from "@/testing/callers";
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

test("Stripe's events, reads, and callers that a token names → not counted", async () => {
  const here = somewhere();
  for (let n = 0; n < 4; n++) await write("POST /api/prop/auth/login", here);
  const event = await write("POST /api/v2/webhooks/stripe", here);
  expect([event.status, event.body.error.code]).toEqual([400, "INVALID_SIGNATURE"]);
  const health = await call(await handlerOf("GET /api/health"), { headers: here });
  expect(health.status).not.toBe(429);
  const own = { ...here, ...me.headers };
  expect((await write("POST /api/v2/payments/free", own)).status).toBe(400);
});
