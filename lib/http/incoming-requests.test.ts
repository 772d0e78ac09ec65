import { describe, expect, test } from "vitest";
import { unknownRoutes } from "@/lib/api/serve";
import { env } from "@/lib/core/env";
import { ADDRESS_LIMIT, rewriteRequest, routeAddress } from "./incoming-requests";

test.each([
  ["/v2/auth/me", "/api/v2/auth/me"],
  ["/prop/challenge/buy?a=/..", "/api/prop/challenge/buy?a=/.."],
  ["/v2/payments/prop-accounts/prop_1-A", "/api/v2/payments/prop-accounts/prop_1-A"],
])("routeAddress: %s, published → %s", (address, route) => {
  expect(routeAddress(address)).toBe(route);
});

test.each([
  "/",
  "/dashboard",
  "/v2",
  "/v2/",
  "/v2/auth/me/",
  "/v2//auth/me",
  "/v2/auth%2fme",
  "/v2/auth\\me",
  "/v2/openapi.json",
  "/v22/auth/me",
  "//v2/auth/me",
  "/api/v2/auth/me",
  "/_next/data/x/v2/me.json",
])("routeAddress: %s → unchanged", (address) => {
  expect(routeAddress(address)).toBe(address);
});

const unresolved = [
  "/v2/../metrics",
  "/v2/./auth/me",
  "/v2/%2e%2e/sign-in",
  "/api/..",
  "/prop/%2E/x",
];
test.each([
  "*",
  "http://propdesk.localhost/v2/auth/me",
  "/v2/%E0",
  "/V2/%",
  "/api/%zz?a=1",
  "",
  ...unresolved,
])("routeAddress: %s → the address of no route", (address) => {
  expect(routeAddress(address)).toBe("/api/malformed-address");
});

test.each([
  "/%",
  "/docs/%E0%A4%A",
  "/checkout/%ff?market=crypto",
  "/a%00b",
  "/docs/../sign-in",
  "/%2e%2e/x",
  "/docs/.",
  "/v2\\..\\metrics",
  "/checkout/complete?payment_id=%00",
  "/_global-error",
  "/_global-error?x",
  "/%5Fglobal-error",
  `/${"a".repeat(ADDRESS_LIMIT)}`,
  `/?q=${"a".repeat(ADDRESS_LIMIT)}`,
])("routeAddress: %.40s → the address of no page", (address) => {
  expect(routeAddress(address)).toBe("/malformed-address");
});

test.each(["/?a=%", "/?a=%ff", "/admin/customers/%E2%82%AC", "/docs/a%2500", "/_global-errors"])(
  "routeAddress: %s, escaped → unchanged",
  (address) => {
    expect(routeAddress(address)).toBe(address);
  },
);

/** The request after rewriteRequest, as `METHOD address`. */
function rewritten(method: string, url: string, headers: Record<string, string> = {}) {
  const request = {
    method,
    url,
    headers: Object.assign(headers, { host: "localhost:3000", ...headers }),
    rawHeaders: [],
  };
  rewriteRequest(request);
  return `${request.method} ${request.url}`;
}

test.each([
  ["TRACE", "/v2/auth/me", "GET /api/no-such-method"],
  ["PROPFIND", "/api/health", "GET /api/no-such-method"],
  ["DELETE", "/v2/auth/me", "DELETE /api/v2/auth/me"],
  ["OPTIONS", "/api/health", "OPTIONS /api/health"],
  ["HEAD", "/docs", "HEAD /docs"],
  ["TRACE", "/docs", "GET /api/no-such-page-method"],
  ["POST", "/sign-in", "GET /api/no-such-page-method"],
  ["DELETE", "/docs/%", "GET /api/no-such-page-method"],
  ["GET", "/docs/%", "GET /malformed-address"],
])("rewriteRequest: %s %s → %s", (method, url, result) => {
  expect(rewritten(method, url)).toBe(result);
});

test("rewriteRequest: a browser's form for a page → the page", () => {
  const accept = "text/html,application/xhtml+xml,*/*;q=0.8";
  expect(rewritten("POST", "/sign-in?a=1", { accept })).toBe("GET /sign-in?a=1");
  expect(rewritten("POST", "/sign-in/%", { accept })).toBe("GET /malformed-address");
});

test("rewriteRequest: POST of Next.js's own tools → unchanged in development, unsupported method in production", () => {
  const settings = env();
  const before = settings.NODE_ENV;
  settings.NODE_ENV = "development";
  expect(rewritten("POST", "/__nextjs_original-stack-frames")).toBe(
    "POST /__nextjs_original-stack-frames",
  );
  expect(rewritten("PUT", "/_next/x")).toBe("GET /api/no-such-page-method");
  settings.NODE_ENV = "production";
  for (const path of ["/__nextjs_original-stack-frames", "/_next/x"]) {
    expect(rewritten("POST", path)).toBe("GET /api/no-such-page-method");
  }
  settings.NODE_ENV = before;
});

// Next.js buffers the body of a request that proxy.ts handles.
test.each(["/", "/api-x", "/v2.x", "/propx", "/V2x/y", "/__nextjs", "/_next/x", "//v2/auth/me"])(
  "rewriteRequest: POST %s, no address of an API → a GET",
  (url) => {
    expect(rewritten("POST", url)).toBe("GET /api/no-such-page-method");
  },
);

test.each([
  ["/V2/auth/me", "POST /api/v2/auth/me"],
  ["/PROP/challenge/buy?a=B", "POST /api/prop/challenge/buy?a=B"],
  ["/V2/%61uth/me", "POST /api/malformed-address"],
  ["/API/health", "POST /api/malformed-address"],
])("rewriteRequest: POST %s, an API's address in capitals → %s", (url, result) => {
  expect(rewritten("POST", url)).toBe(result);
});

describe("rewriteRequest: the Host header", () => {
  const rewrittenFor = (host: string) => rewritten("POST", "/v2/auth/login", { host });

  test.each([
    "localhost:3000",
    "127.0.0.1:3000",
    "127.8.8.8",
    "[::1]:3000",
    "LOCALHOST",
    "propdesk.localhost",
  ])("embedded, %s → unchanged", (host) => {
    expect(rewrittenFor(host)).toBe("POST /api/v2/auth/login");
  });

  test.each([
    "evil.example:4200",
    "evil.example",
    "localhost.evil.example:3000",
    "127.0.0.1.evil.example",
    "evillocalhost",
    "192.0.2.2:3000",
    "[fe80::1]:3000",
    "localhost:3000@evil.example",
    "",
  ])("embedded, %j, a name that a name server can resolve → misdirected", (host) => {
    expect(rewrittenFor(host)).toBe("GET /api/misdirected");
  });

  test("embedded, no Host → misdirected", () => {
    const request = { method: "GET", url: "/", headers: {}, rawHeaders: [] };
    rewriteRequest(request);
    expect(request.url).toBe("/api/misdirected");
  });

  test("production: any valid host → unchanged; an invalid one → misdirected", () => {
    const settings = env();
    settings.PROPDESK_MODE = "production";
    const valid = ["shop.example", "shop.example:8443", "shop_1.internal", "[2001:db8::1]:3000"];
    const misdirected = [
      "",
      "a b",
      "a\tb",
      "[",
      "[::1",
      "::1",
      "[zz]:3000",
      "shop.example:port",
      "shop.example:99999",
      "me@shop.example",
      "shop.example/x",
      "shop.example\\x",
      "shop.example?x",
      "shop.example#x",
      "\u00e9.example",
      `${"a".repeat(300)}.example`,
    ];
    const wrong = [
      ...valid.filter((host) => rewrittenFor(host) !== "POST /api/v2/auth/login"),
      ...misdirected.filter((host) => rewrittenFor(host) !== "GET /api/misdirected"),
    ];
    settings.PROPDESK_MODE = "embedded";
    expect(wrong).toEqual([]);
  });

  test.each(["embedded", "production"] as const)("%s, two Host headers → misdirected", (mode) => {
    const settings = env();
    settings.PROPDESK_MODE = mode;
    const url = (rawHeaders: string[]) => {
      const request = { method: "GET", url: "/", headers: { host: "localhost" }, rawHeaders };
      rewriteRequest(request);
      return request.url;
    };
    const found = [
      url(["Host", "localhost", "Accept", "host"]),
      url(["Host", "localhost", "host", "localhost"]),
      url(["HOST", "localhost", "Host", "evil.example"]),
    ];
    settings.PROPDESK_MODE = "embedded";
    expect(found).toEqual(["/", "/api/misdirected", "/api/misdirected"]);
  });

  test("production, no Host, as in HTTP/1.0 → unchanged", () => {
    const settings = env();
    settings.PROPDESK_MODE = "production";
    const request = { method: "GET", url: "/", headers: {}, rawHeaders: [] };
    rewriteRequest(request);
    settings.PROPDESK_MODE = "embedded";
    expect(request.url).toBe("/");
  });

  test("GET /api/misdirected → MISDIRECTED_REQUEST in the envelope", async () => {
    const { GET } = unknownRoutes();
    const request = new Request("http://localhost/api/misdirected");
    const response = await GET(request, { params: Promise.resolve({}) });
    expect(response.status).toBe(421);
    expect((await response.json()).error.code).toBe("MISDIRECTED_REQUEST");
  });
});

test.each([
  ["garbage", false],
  ["%", false],
  ["[]", false],
  ["a".repeat(50_000), false],
  [encodeURIComponent(JSON.stringify(["", { children: ["sign-in", {}] }])), true],
])("rewriteRequest: router state %.60s → header stays: %s", (state, isValid) => {
  const headers = { "next-router-state-tree": state };
  rewritten("GET", "/sign-in", headers);
  expect("next-router-state-tree" in headers).toBe(isValid);
});
