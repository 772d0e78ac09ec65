import { hkdfSync } from "node:crypto";
import { EncryptJWT } from "jose";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { log } from "@/lib/core/log";
import { anonymous } from "@/testing/actors/credentials";
import { newCustomer, newSession } from "@/testing/actors/customer";
import { nextAuthCall, nextAuthPost } from "@/testing/actors/next-auth";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";

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
  (await as(anonymous).get("/v2/auth/me", { headers: { cookie: `${SESSION}=${cookie}` } })).status;

test("HEAD /api/auth/csrf and session → 200, as GET", async () => {
  for (const path of ["csrf", "session"]) {
    const { status } = await nextAuthCall(path, jar, { method: "HEAD" });
    expect([path, status]).toEqual([path, 200]);
  }
});

describe("POST /api/auth/callback/credentials", () => {
  test("right password → a cookie that the API accepts, and the callbackUrl", async () => {
    const { status, headers, body } = await signIn();
    expect([status, body]).toEqual([200, { url: "http://propdesk.localhost/dashboard" }]);
    const cookie = headers.getSetCookie().find((set) => set.startsWith(SESSION));
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    expect(await asMe()).toBe(200);
    const session = await nextAuthCall("session", jar);
    expect(session.body.user.email).toBe(customer.email);
  });

  test("wrong password → 401 with the code in the url, no cookie", async () => {
    const { status, headers, body } = await signIn("a wrong password");
    expect(status).toBe(401);
    expect(headers.get("www-authenticate")).toContain("Bearer");
    expect(new URL(body.url).searchParams.get("error")).toBe("INVALID_CREDENTIALS");
    expect(jar.has(SESSION)).toBe(false);
  });

  test("callbackUrl of another site → our own page", async () => {
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

  test("no CSRF token → no cookie", async () => {
    const { email, password } = customer;
    const body = new URLSearchParams({ email, password, json: "true" }).toString();
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    await nextAuthCall("callback/credentials", jar, { method: "POST", headers, body });
    expect(jar.has(SESSION)).toBe(false);
  });
});

describe("GET /api/auth/session", () => {
  test("after sign-out → the session has ended, a copied cookie is invalid", async () => {
    await signIn();
    const copy = jar.get(SESSION);
    await nextAuthPost("signout", jar, {});
    expect(jar.has(SESSION)).toBe(false);
    expect(await asMe(copy)).toBe(401);
  });

  test("the session was revoked → empty, and the cookie is cleared", async () => {
    await signIn();
    await sql("update sessions set revoked_at = now()");
    const { status, body } = await nextAuthCall("session", jar);
    expect([status, body]).toEqual([200, {}]);
    expect(jar.has(SESSION)).toBe(false);
  });

  test("the database is unavailable → 503, and the cookie stays", async () => {
    await signIn();
    const { connection } = await import("@/lib/core/database");
    const unreachable = Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
    const query = vi.spyOn(connection().pool, "query").mockRejectedValue(unreachable as never);
    const { status, headers, body } = await nextAuthCall("session", jar);
    query.mockRestore();
    expect([status, body.error.code]).toEqual([503, "UNAVAILABLE"]);
    expect(headers.get("retry-after")).toBe("5");
    expect((await nextAuthCall("session", jar)).body.user.email).toBe(customer.email);
  });
});

describe("a callbackUrl that needs encoding for a header", () => {
  const appOrigin = "http://propdesk.localhost";
  const encoded: [string, string][] = [
    ["/\u2215", `${appOrigin}/%E2%88%95`],
    ["/a\r\nX-Injected: 1", `${appOrigin}/aX-Injected:%201`],
    [`${appOrigin}/\u2215`, `${appOrigin}/%E2%88%95`],
    ["/\0a", `${appOrigin}/%00a`],
    ["/\ud800", `${appOrigin}/%EF%BF%BD`],
    ["http://\u2215", appOrigin],
    ["//evil.example/", appOrigin],
    ["/\\evil.example/", appOrigin],
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

  test.each([1, {}, ["/"]])("in JSON: %j, no text → the start page", async (callbackUrl) => {
    const { csrfToken } = (await nextAuthCall("csrf", jar)).body;
    const { status, body } = await nextAuthCall("signout", jar, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ csrfToken, callbackUrl, json: "true" }),
    });
    expect([status, body]).toEqual([200, { url: appOrigin }]);
  });

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
    expect([status, headers.get("location")]).toEqual([302, `${appOrigin}/%E2%88%95`]);
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
])("/api/auth/%s: bad input → %i %s in the error envelope", async (path, status, code, sent) => {
  const response = await nextAuthCall(path, jar, sent);
  expect([response.status, response.body.error?.code]).toEqual([status, code]);
  expect(response.headers.get("x-request-id")).toBe(response.body.error.request_id);
});

test("POST /api/auth/_log: any body → NOT_FOUND, and nothing in the log", async () => {
  const stdout = vi.spyOn(process.stdout, "write");
  const printed = vi.spyOn(console, "error");
  const warned = vi.spyOn(log(), "warn");
  const body = new URLSearchParams({
    level: "error",
    code: "forged",
    message: "forged",
  }).toString();
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const response = await nextAuthCall("_log", jar, { method: "POST", headers, body });
  expect([response.status, response.body.error.code]).toEqual([404, "NOT_FOUND"]);
  for (const spy of [stdout, printed, warned]) {
    expect(JSON.stringify(spy.mock.calls)).not.toContain("forged");
    spy.mockRestore();
  }
});

test("session cookie: encrypted with our key under another header → rejected before the costly key derivation", async () => {
  const info = "NextAuth.js Generated Encryption Key";
  const key = hkdfSync("sha256", process.env.NEXTAUTH_SECRET ?? "", "", info, 32);
  const { id: sid } = await newSession(customer.publicId);
  const cookie = (alg: string) =>
    new EncryptJWT({ sid })
      .setProtectedHeader({ alg, enc: "A256GCM" })
      .setExpirationTime("1h")
      .encrypt(new Uint8Array(key));
  const [valid, other] = [await cookie("dir"), await cookie("PBES2-HS512+A256KW")];
  expect([await asMe(valid), await asMe(other)]).toEqual([200, 401]);
  const session = (token: string) => nextAuthCall("session", new Map([[SESSION, token]]));
  expect((await session(valid)).body.user).toBeDefined();
  expect((await session(other)).body).toEqual({});
});
