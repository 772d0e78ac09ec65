import { hkdfSync } from "node:crypto";
import { EncryptJWT } from "jose";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { log } from "@/lib/log";
import { call, newCustomer } from "@/testing/api";
import { newSession, sql } from "@/testing/callers";
import { nextAuthCall, nextAuthPost } from "@/testing/next-auth";
import { handlerOf } from "@/testing/routes";

const me = await handlerOf("GET /api/v2/auth/me");
const SESSION = "next-auth.session-token";

let jar: Map<string, string>;
let customer: Awaited<ReturnType<typeof newCustomer>>;
beforeEach(async () => {
  jar = new Map();
  customer = await newCustomer();
});

const signIn = (password = customer.password) =>
  nextAuthPost("callback/credentials", jar, { email: customer.email, password });
const asMe = async (cookie = jar.get(SESSION)) =>
  (await call(me, { headers: { cookie: `${SESSION}=${cookie}` } })).status;

test("HEAD /api/auth/csrf and session: as GET → 200", async () => {
  for (const path of ["csrf", "session"]) {
    const { status } = await nextAuthCall(path, jar, { method: "HEAD" });
    expect([path, status]).toEqual([path, 200]);
  }
});

describe("signing in on the page", () => {
  test("sets a cookie that the API takes, and goes on to where the person was going", async () => {
    const { status, headers, body } = await signIn();
    expect([status, body]).toEqual([200, { url: "http://propdesk.localhost/dashboard" }]);
    const cookie = headers.getSetCookie().find((set) => set.startsWith(SESSION));
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    expect(await asMe()).toBe(200);
    const session = await nextAuthCall("session", jar);
    expect(session.body.user.email).toBe(customer.email);
  });

  test("with a wrong password is 401 with the reason in the address, and no cookie", async () => {
    const { status, headers, body } = await signIn("a wrong password");
    expect(status).toBe(401);
    expect(headers.get("www-authenticate")).toContain("Bearer");
    expect(new URL(body.url).searchParams.get("error")).toBe("INVALID_CREDENTIALS");
    expect(jar.has(SESSION)).toBe(false);
  });

  test("never leads to another site", async () => {
    const { csrfToken } = (await nextAuthCall("csrf", jar)).body;
    const { email, password } = customer;
    const fields = {
      email,
      password,
      csrfToken,
      callbackUrl: "http://evil.example/",
      json: "true",
    };
    const { body } = await nextAuthCall("callback/credentials", jar, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(fields),
    });
    expect(body).toEqual({ url: "http://propdesk.localhost" });
  });

  test("without the CSRF token does nothing", async () => {
    const { email, password } = customer;
    const body = new URLSearchParams({ email, password, json: "true" }).toString();
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    await nextAuthCall("callback/credentials", jar, { method: "POST", headers, body });
    expect(jar.has(SESSION)).toBe(false);
  });
});

describe("the browser's session", () => {
  test("ends in the database when the person signs out: a copy of the cookie is worth nothing", async () => {
    await signIn();
    const copy = jar.get(SESSION);
    await nextAuthPost("signout", jar, {});
    expect(jar.has(SESSION)).toBe(false);
    expect(await asMe(copy)).toBe(401);
  });

  test("that was revoked elsewhere is nobody's on next-auth's own route too, and its cookie goes", async () => {
    await signIn();
    await sql("update sessions set revoked_at = now()");
    const { status, body } = await nextAuthCall("session", jar);
    expect([status, body]).toEqual([200, {}]);
    expect(jar.has(SESSION)).toBe(false);
  });

  test("outlives a database that is away: 503, and the cookie stays", async () => {
    await signIn();
    const { connection } = await import("@/lib/database");
    const away = Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
    const query = vi.spyOn(connection().pool, "query").mockRejectedValue(away as never);
    const { status, headers, body } = await nextAuthCall("session", jar);
    query.mockRestore();
    expect([status, body.error.code]).toEqual([503, "UNAVAILABLE"]);
    expect(headers.get("retry-after")).toBe("5");
    expect((await nextAuthCall("session", jar)).body.user.email).toBe(customer.email);
  });
});

describe("a callbackUrl that can't stand in a header as it is", () => {
  const ours = "http://propdesk.localhost";
  const encoded: [string, string][] = [
    ["/\u2215", `${ours}/%E2%88%95`],
    ["/a\r\nX-Injected: 1", `${ours}/aX-Injected:%201`],
    [`${ours}/\u2215`, `${ours}/%E2%88%95`],
    ["/\0a", `${ours}/%00a`],
    ["/\ud800", `${ours}/%EF%BF%BD`],
    ["http://\u2215", ours],
    ["//evil.example/", ours],
    ["/\\evil.example/", ours],
  ];

  test.each(encoded)("in a form: %j → signs in and out, on to %s", async (callbackUrl, url) => {
    const { email, password } = customer;
    const signedIn = await nextAuthPost("callback/credentials", jar, {
      email,
      password,
      callbackUrl,
    });
    expect([signedIn.status, signedIn.body]).toEqual([200, { url }]);
    expect(await asMe()).toBe(200);
    const signedOut = await nextAuthPost("signout", jar, { callbackUrl });
    expect([signedOut.status, signedOut.body]).toEqual([200, { url }]);
    expect(jar.has(SESSION)).toBe(false);
  });

  test.each([1, {}, ["/"]])(
    "in JSON: %j, which is no text → the start page",
    async (callbackUrl) => {
      const { csrfToken } = (await nextAuthCall("csrf", jar)).body;
      const { status, body } = await nextAuthCall("signout", jar, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ csrfToken, callbackUrl, json: "true" }),
      });
      expect([status, body]).toEqual([200, { url: ours }]);
    },
  );

  test.each(["the query", "the cookie"])("in %s → signs out, on to it", async (place) => {
    const { csrfToken } = (await nextAuthCall("csrf", jar)).body;
    const inQuery = place === "the query";
    if (!inQuery) jar.set("next-auth.callback-url", "/\u2215");
    const path = inQuery ? `signout?callbackUrl=${encodeURIComponent("/\u2215")}` : "signout";
    const { status, headers } = await nextAuthCall(path, jar, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ csrfToken }).toString(),
    });
    expect([status, headers.get("location")]).toEqual([302, `${ours}/%E2%88%95`]);
  });
});

test.each<[string, number, string, Parameters<typeof nextAuthCall>[2]]>([
  ["frobnicate", 404, "NOT_FOUND", {}],
  ["callback/credentials", 404, "NOT_FOUND", {}],
  ["callback/nobody", 404, "NOT_FOUND", { method: "POST" }],
  ["error?error=%0d%0aX:1", 404, "NOT_FOUND", {}],
  ["signin?error=%0d%0aX:1", 404, "NOT_FOUND", {}],
  ["signin/credentials", 404, "NOT_FOUND", { method: "POST" }],
  ["signout", 404, "NOT_FOUND", {}],
  ["verify-request", 404, "NOT_FOUND", {}],
  ["session", 404, "NOT_FOUND", { method: "POST" }],
  ["csrf/more", 404, "NOT_FOUND", {}],
  ["session?callbackUrl=javascript:alert(1)", 400, "INVALID_REQUEST", {}],
  [
    "callback/credentials",
    400,
    "INVALID_REQUEST",
    { method: "POST", headers: { "content-type": "application/json" }, body: "{" },
  ],
  ["callback/credentials", 413, "BODY_TOO_LARGE", { method: "POST", body: "x".repeat(66_000) }],
])("bad input to /api/auth/%s is %i %s in the envelope", async (path, status, code, sent) => {
  const answer = await nextAuthCall(path, jar, sent);
  expect([answer.status, answer.body.error?.code]).toEqual([status, code]);
  expect(answer.headers.get("x-request-id")).toBe(answer.body.error.request_id);
});

test("POST /api/auth/_log: what anybody sends → NOT_FOUND, and nothing in the log", async () => {
  const written = vi.spyOn(process.stdout, "write");
  const printed = vi.spyOn(console, "error");
  const warned = vi.spyOn(log(), "warn");
  const body = new URLSearchParams({
    level: "error",
    code: "forged",
    message: "forged",
  }).toString();
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const answer = await nextAuthCall("_log", jar, { method: "POST", headers, body });
  expect([answer.status, answer.body.error.code]).toEqual([404, "NOT_FOUND"]);
  for (const spy of [written, printed, warned]) {
    expect(JSON.stringify(spy.mock.calls)).not.toContain("forged");
    spy.mockRestore();
  }
});

test("a cookie under our own key in a form that next-auth never writes → nobody's: to read it costs a hundred times as much", async () => {
  const info = "NextAuth.js Generated Encryption Key";
  const key = hkdfSync("sha256", process.env.NEXTAUTH_SECRET ?? "", "", info, 32);
  const { id: sid } = await newSession(customer.publicId);
  const cookie = (alg: string) =>
    new EncryptJWT({ sid })
      .setProtectedHeader({ alg, enc: "A256GCM" })
      .setExpirationTime("1h")
      .encrypt(new Uint8Array(key));
  const [ours, other] = [await cookie("dir"), await cookie("PBES2-HS512+A256KW")];
  expect([await asMe(ours), await asMe(other)]).toEqual([200, 401]);
  const session = (token: string) => nextAuthCall("session", new Map([[SESSION, token]]));
  expect((await session(ours)).body.user).toBeDefined();
  expect((await session(other)).body).toEqual({});
});
