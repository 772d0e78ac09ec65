import { expect, test } from "vitest";
import { transportSecurity } from "./transport-security";

const APP_URL = "https://firm.example";

test.each([
  [APP_URL, "off", "max-age=63072000"],
  [APP_URL, "on", "max-age=63072000; includeSubDomains"],
  ["http://localhost:3000", "on", null],
] as const)(
  "transportSecurity: APP_URL %s, HSTS_SUBDOMAINS %s → %s",
  (address, subdomains, value) => {
    expect(transportSecurity({ APP_URL: address, HSTS_SUBDOMAINS: subdomains })).toBe(value);
  },
);
