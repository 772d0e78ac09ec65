import type { BrowserContext } from "@playwright/test";
import fc from "fast-check";
import { addressesWith, faultOf, hostileRequest } from "../testing/http/hostile/requests";
import { type Received, type Sent, send } from "../testing/http/hostile/send";
import { signIn, signInAsNewTrader } from "./sign-in";
import { expect, test } from "./trader";

const get = (path: string, method = "GET"): Sent => ({ method, path });
const notFound = "The link may be outdated";

for (const path of ["/v2/payments/%E0%A4%A", "/prop/%", "/api/%zz", "/v2", "/prop/nothing"]) {
  test(`GET ${path} → NOT_FOUND in the envelope`, async ({ baseURL }) => {
    const { status, body } = await send(baseURL ?? "", get(path));
    expect(status).toBe(404);
    expect(JSON.parse(body).error).toMatchObject({
      code: "NOT_FOUND",
      retryable: false,
      request_id: expect.stringMatching(/^req_/),
    });
  });
}

test("APIs and pages: an unsupported method → METHOD_NOT_ALLOWED in the envelope", async ({
  baseURL,
}) => {
  const apis = ["/v2/payments/checkout", "/prop/challenge/buy", "/api/health"];
  for (const method of ["TRACE", "PROPFIND", "LOCK"]) {
    for (const path of [...apis, "/", "/dashboard", "/no-such-page", "/icon.svg"]) {
      const { status, body, headers } = await send(baseURL ?? "", get(path, method));
      expect([method, path, status]).toEqual([method, path, 405]);
      expect(JSON.parse(body).error.code).toBe("METHOD_NOT_ALLOWED");
      expect(headers.allow).toMatch(apis.includes(path) ? /^GET, HEAD, POST/ : /^GET, HEAD$/);
    }
  }
});

test("pages: a write → METHOD_NOT_ALLOWED; a browser's form → the page again", async ({
  baseURL,
}) => {
  for (const method of ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"]) {
    const { status } = await send(baseURL ?? "", { ...get("/sign-in", method), body: "a=1" });
    expect([method, status]).toEqual([method, 405]);
  }
  for (const type of ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]) {
    const headers = { accept: "text/html,*/*", "content-type": type, "next-action": "x" };
    const { status, body } = await send(baseURL ?? "", {
      ...get("/sign-in", "POST"),
      headers,
      body: "x",
    });
    expect([type, status]).toEqual([type, 200]);
    expect(body).toContain("Sign in");
  }
});

test("pages: a URL that is malformed, too long or contains U+0000 → our own not-found page", async ({
  baseURL,
}) => {
  const paths = [
    ...["/%", "/docs/%E0%A4%A", "/docs/reference/%ff", "/dev/mail/%C0%AF", "/a%00b", "/?a=%00"],
    ...["/checkout/%E0%A4%A?market=crypto", "/challenges/%/buy", "/admin/payments/%ff"],
    ...["/_global-error", "/%5Fglobal-error", `/${"a".repeat(5_000)}`, `/?q=${"a".repeat(5_000)}`],
  ];
  for (const path of paths) {
    const { status, body } = await send(baseURL ?? "", get(path));
    expect([path, status]).toEqual([path, 404]);
    expect(body).toContain(notFound);
  }
});

test("pages: U+0000 escaped twice in a parameter → no fault", async ({ baseURL }) => {
  for (const path of [
    "/sign-in?callbackUrl=/checkout/%2500",
    "/sign-in?callbackUrl=/checkout/x%250A%2500",
    "/sign-up?callbackUrl=/?claim=%2500",
    "/checkout/complete?payment_id=%2500",
    "/reset-password?token=%2500",
    "/verify-email?token=%2500",
  ]) {
    const fault = faultOf(await followed(baseURL ?? "", get(path)));
    expect([path, fault]).toEqual([path, null]);
  }
});

test("pages: an unreadable router state → the page as without one", async ({ baseURL }) => {
  for (const state of ["garbage", "%", "[]", "%5B%22%22%2C1%5D", "a".repeat(13_000)]) {
    const headers = { rsc: "1", "next-router-state-tree": state };
    const { status } = await followed(baseURL ?? "", { ...get("/sign-in"), headers });
    expect([state.slice(0, 20), status]).toEqual([state.slice(0, 20), 200]);
  }
});

test("pages that sell: signed out → a real redirect to sign-up, with the way back", async ({
  baseURL,
}) => {
  for (const path of ["/checkout/tier_25k?market=crypto", "/challenges/1/buy"]) {
    const { status, headers } = await send(baseURL ?? "", get(path));
    expect([path, status]).toEqual([path, 307]);
    expect(headers.location).toBe(`/sign-up?callbackUrl=${encodeURIComponent(path)}`);
  }
});

/** Follows one redirect within the site, as Next.js sends it for requests for a part of a page. */
async function followed(origin: string, sent: Sent): Promise<Received> {
  const received = await send(origin, sent);
  const { location } = received.headers;
  const isLocal = typeof location === "string" && location.startsWith("/");
  return isLocal ? send(origin, { ...sent, path: location }) : received;
}

const cookieOf = async (context: BrowserContext) =>
  (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");

/** Random requests per role. FUZZ_RUNS raises the number for a longer search. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 80);

test("every page: hostile URLs and methods, as each role → no 5xx and no failed page", async ({
  browser,
  baseURL,
}) => {
  const [traderContext, adminContext] = [
    await browser.newContext({ baseURL }),
    await browser.newContext({ baseURL }),
  ];
  await signInAsNewTrader(traderContext, baseURL ?? "");
  await signIn(adminContext, "admin@propdesk.test", "demo-admin-2026");
  const cookies = {
    anonymous: "",
    trader: await cookieOf(traderContext),
    admin: await cookieOf(adminContext),
  };
  test.setTimeout(60_000 + RUNS * 1_000);

  const faults: unknown[] = [];
  const table = addressesWith([
    "%",
    "%ff",
    "%00",
    "%2500",
    "-1",
    "99999999999999999999",
    "__proto__",
  ]);
  for (const path of table) {
    const fault = faultOf(
      await send(baseURL ?? "", { ...get(path), headers: { cookie: cookies.admin } }),
    );
    if (fault) faults.push([path, fault]);
  }
  expect(table.length).toBeGreaterThan(80);
  expect(faults).toEqual([]);

  for (const [role, cookie] of Object.entries(cookies)) {
    const property = fc.asyncProperty(hostileRequest, async (sent) => {
      const headers = { ...(cookie && { cookie }), ...sent.headers };
      expect([role, faultOf(await followed(baseURL ?? "", { ...sent, headers }))]).toEqual([
        role,
        null,
      ]);
    });
    await fc.assert(property, { numRuns: RUNS });
  }
});
