import { expect, test } from "vitest";
import { routed } from "./incoming";

test.each([
  ["/v2/auth/me", "/api/v2/auth/me"],
  ["/prop/challenge/buy?a=/..", "/api/prop/challenge/buy?a=/.."],
  ["/v2/payments/prop-accounts/prop_1-A", "/api/v2/payments/prop-accounts/prop_1-A"],
])("%s is published, and found at once as %s", (address, found) => {
  expect(routed(address)).toBe(found);
});

test.each([
  "/",
  "/dashboard",
  "/v2",
  "/v2/",
  "/v2/auth/me/",
  "/v2//auth/me",
  "/v2/../metrics",
  "/v2/./auth/me",
  "/v2/%2e%2e/metrics",
  "/v2/auth%2fme",
  "/v2\\..\\metrics",
  "/v2/auth\\me",
  "/v2/openapi.json",
  "/v22/auth/me",
  "//v2/auth/me",
  "/api/v2/auth/me",
  "/_next/data/x/v2/me.json",
])("%s is left to Next.js as it came", (address) => {
  expect(routed(address)).toBe(address);
});

test.each(["*", "http://propdesk.example/v2/auth/me", "/v2/%E0", "/V2/%", "/api/%zz?a=1", ""])(
  "%s is answered as no address",
  (address) => {
    expect(routed(address)).toBe("/api/malformed-address");
  },
);
