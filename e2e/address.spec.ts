import type { BrowserContext } from "@playwright/test";
import fc from "fast-check";
import { addressesWith, faultOf, hostileRequest } from "../testing/hostile/requests";
import { type Received, type Sent, send } from "../testing/hostile/send";
import { signIn, signInAsNewTrader } from "./sign-in";
import { expect, test } from "./trader";

const get = (path: string, method = "GET"): Sent => ({ method, path });
const notFound = "There is nothing at this address";

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

test("a method that nothing has → METHOD_NOT_ALLOWED in the envelope, of the APIs and of pages", async ({
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

test("a write to a page → METHOD_NOT_ALLOWED; a browser's form → the page again", async ({
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

test("an address that is malformed, too long or holds U+0000 → our own page for what isn't found", async ({
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

test("U+0000 that is escaped twice, inside of what a page reads → no fault", async ({
  baseURL,
}) => {
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

test("a router state that can't be read → the page as if there were none", async ({ baseURL }) => {
  for (const state of ["garbage", "%", "[]", "%5B%22%22%2C1%5D", "a".repeat(13_000)]) {
    const headers = { rsc: "1", "next-router-state-tree": state };
    const { status } = await followed(baseURL ?? "", { ...get("/sign-in"), headers });
    expect([state.slice(0, 20), status]).toEqual([state.slice(0, 20), 200]);
  }
});

/** Follows one redirect within the site, which Next.js answers a request for a part of a page with. */
async function followed(origin: string, sent: Sent): Promise<Received> {
  const received = await send(origin, sent);
  const { location } = received.headers;
  const isOurs = typeof location === "string" && location.startsWith("/");
  return isOurs ? send(origin, { ...sent, path: location }) : received;
}

const cookieOf = async (context: BrowserContext) =>
  (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");

/** Requests of each role; more by hand, in search of what chance has missed. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 80);

test("no address that can be typed, of any page, method and role → a 5xx or a failed page", async ({
  browser,
  baseURL,
}) => {
  const [visitor, desk] = [
    await browser.newContext({ baseURL }),
    await browser.newContext({ baseURL }),
  ];
  await signInAsNewTrader(visitor, baseURL ?? "");
  await signIn(desk, "admin@propdesk.test", "demo-admin-2026");
  const cookies = { anonymous: "", trader: await cookieOf(visitor), admin: await cookieOf(desk) };
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
