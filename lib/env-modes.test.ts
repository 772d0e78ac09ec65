import { describe, expect, test } from "vitest";
import { embedded, sentence, stripeKeys, withSettings } from "@/testing/production-settings";
import { isSs58Address } from "./ss58";

test.each(["STRIPE_API_BASE", "STRIPE_JS_URL"])(
  "%s is refused in production and taken in the embedded stack",
  (name) => {
    const url = "http://127.0.0.1:12111";
    expect(() => withSettings({ ...stripeKeys("test"), [name]: url })).toThrow(
      sentence(`${name} is for the embedded stack only`),
    );
    expect(withSettings({ ...embedded, [name]: url })).toMatchObject({ [name]: url });
  },
);

test("only the embedded stack has an entity address of its own, and it is a valid one", () => {
  const { ENTITY_ADDRESS } = withSettings({ ...embedded, ENTITY_ADDRESS: undefined });
  expect(isSs58Address(ENTITY_ADDRESS)).toBe(true);
});

describe("the embedded stack", () => {
  test("a live key → refused, and so never sent to another address than Stripe's", () => {
    const live = { ...embedded, ...stripeKeys("live") };
    const refused = sentence(
      "STRIPE_SECRET_KEY must be a test key where PROPDESK_MODE is embedded",
    );
    expect(() => withSettings(live)).toThrow(refused);
    expect(() => withSettings({ ...live, STRIPE_API_BASE: "http://127.0.0.1:12111" })).toThrow(
      refused,
    );
  });

  test.each(["https://shop.example", "http://192.0.2.1:3000", "http://localhost.shop.example"])(
    "APP_URL %s, which others can see → refused",
    (APP_URL) => {
      expect(() => withSettings({ ...embedded, APP_URL })).toThrow(
        sentence("APP_URL must be on this machine where PROPDESK_MODE is embedded"),
      );
    },
  );

  test.each(["0.0.0.0", "::", "192.0.2.7", "fd00::7"])(
    "HOST %s, at which other machines reach it → refused",
    (HOST) => {
      expect(() => withSettings({ ...embedded, HOST })).toThrow(
        sentence("HOST must be an address of this machine alone where PROPDESK_MODE is embedded"),
      );
      expect(withSettings({ HOST }).HOST).toBe(HOST);
    },
  );

  test.each(["127.0.0.1", "127.0.0.2", "::1", "localhost"])("HOST %s → taken", (HOST) => {
    expect(withSettings({ ...embedded, HOST }).HOST).toBe(HOST);
  });

  test.each(["http://localhost:3000", "http://127.0.0.1:3000", "http://[::1]:3000"])(
    "APP_URL %s → taken",
    (APP_URL) => {
      expect(withSettings({ ...embedded, APP_URL }).APP_URL).toBe(APP_URL);
    },
  );

  test("a placeholder for a secret of the real Stripe's → refused; the sandbox's own keys → taken", () => {
    const placeholder = { ...embedded, STRIPE_WEBHOOK_SECRET: "whsec_…" };
    expect(() => withSettings(placeholder)).toThrow("STRIPE_WEBHOOK_SECRET is not a whole signing");
    const sandbox = { ...placeholder, STRIPE_API_BASE: "http://127.0.0.1:12111" };
    expect(withSettings(sandbox).STRIPE_WEBHOOK_SECRET).toEqual(["whsec_…"]);
  });
});

test("production needs https, but on the machine itself", () => {
  expect(() => withSettings({ APP_URL: "http://firm.example" })).toThrow("APP_URL must be https");
  expect(withSettings({ APP_URL: "http://localhost:3000" }).APP_URL).toBe("http://localhost:3000");
});
