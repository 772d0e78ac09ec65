import { expect, test } from "vitest";
import { readPatterns } from "@/testing/http/routes";
import { routePattern } from "./route-pattern";

test.each<[string, unknown, string]>([
  ["/api/health", {}, "/api/health"],
  ["/api/health", undefined, "/api/health"],
  ["/v2/payments/checkout", {}, "/v2/payments/checkout"],
  ["/api/v2/payments/pay_1", { payment_id: "pay_1" }, "/v2/payments/[payment_id]"],
  ["/v2/payments/a%20b", { payment_id: "a b" }, "/v2/payments/[payment_id]"],
  ["/v2/payments/a%20b", { payment_id: "a%20b" }, "/v2/payments/[payment_id]"],
  ["/v2/payments/%E0%A4%A", { payment_id: "%E0%A4%A" }, "/v2/payments/[payment_id]"],
  ["/v2/payments/payments", { payment_id: "payments" }, "/v2/payments/[payment_id]"],
  ["/prop/accounts/7/operations", { login: "7" }, "/prop/accounts/[login]/operations"],
  ["/v2/w/we_1/d/we_1/again", { id: "we_1", d: "we_1" }, "/v2/w/[id]/d/[d]/again"],
  [
    "/api/auth/callback/credentials",
    { nextauth: ["callback", "credentials"] },
    "/api/auth/[...nextauth]",
  ],
  ["/", { payment_id: "pay_1" }, "other"],
])("routePattern: %s with %j → %s", (pathname, params, pattern) => {
  expect(routePattern(pathname, params)).toBe(pattern);
});

const named = readPatterns().filter((pattern) => !pattern.includes("[["));

test.each(named)("routePattern: an address of %s → that pattern", (pattern) => {
  const params: Record<string, string | string[]> = {};
  const address = pattern.replaceAll(/\[(\.\.\.)?(\w+)\]/g, (_, many, name) => {
    params[name] = many ? ["x", "y"] : `${name} of one`;
    return many ? "x/y" : encodeURIComponent(`${name} of one`);
  });
  expect(routePattern(address, params)).toBe(pattern.replace(/^\/api(?=\/(v2|prop))/, ""));
});
