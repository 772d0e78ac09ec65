import { describe, expect, test } from "vitest";
import { embedded, sentence, stripeKeys, withSettings } from "@/testing/setup/production-settings";
import { isSs58Address } from "./ss58";

test.each(["STRIPE_API_BASE", "STRIPE_JS_URL"])(
  "readEnv: %s → error in production, read in the embedded stack",
  (name) => {
    const url = "http://127.0.0.1:12111";
    expect(() => withSettings({ ...stripeKeys("test"), [name]: url })).toThrow(
      sentence(`${name} is for the embedded stack only`),
    );
    expect(withSettings({ ...embedded, [name]: url })).toMatchObject({ [name]: url });
  },
);

test("readEnv: no ENTITY_ADDRESS → a valid default in the embedded stack only", () => {
  const { ENTITY_ADDRESS } = withSettings({ ...embedded, ENTITY_ADDRESS: undefined });
  expect(isSs58Address(ENTITY_ADDRESS)).toBe(true);
});

describe("readEnv: the embedded stack", () => {
  test("a live key → error, so that it is never sent to another address than Stripe's", () => {
    const live = { ...embedded, ...stripeKeys("live") };
    const rejected = sentence(
      "STRIPE_SECRET_KEY must be a test key where PROPDESK_MODE is embedded",
    );
    expect(() => withSettings(live)).toThrow(rejected);
    expect(() => withSettings({ ...live, STRIPE_API_BASE: "http://127.0.0.1:12111" })).toThrow(
      rejected,
    );
  });

  test.each(["https://shop.example", "http://192.0.2.1:3000", "http://localhost.shop.example"])(
    "APP_URL %s, which others can see → rejected",
    (APP_URL) => {
      expect(() => withSettings({ ...embedded, APP_URL })).toThrow(
        sentence("APP_URL must be on this machine where PROPDESK_MODE is embedded"),
      );
    },
  );

  test.each(["0.0.0.0", "::", "192.0.2.7", "fd00::7"])(
    "HOST %s, at which other machines reach it → rejected",
    (HOST) => {
      expect(() => withSettings({ ...embedded, HOST })).toThrow(
        sentence("HOST must be an address of this machine alone where PROPDESK_MODE is embedded"),
      );
      expect(withSettings({ HOST }).HOST).toBe(HOST);
    },
  );

  test.each(["127.0.0.1", "127.0.0.2", "::1", "localhost"])("HOST %s → accepted", (HOST) => {
    expect(withSettings({ ...embedded, HOST }).HOST).toBe(HOST);
  });

  test.each(["http://localhost:3000", "http://127.0.0.1:3000", "http://[::1]:3000"])(
    "APP_URL %s → taken",
    (APP_URL) => {
      expect(withSettings({ ...embedded, APP_URL }).APP_URL).toBe(APP_URL);
    },
  );

  test("a placeholder for a key of the real Stripe → error; the sandbox's own keys → accepted", () => {
    const placeholder = { ...embedded, STRIPE_WEBHOOK_SECRET: "whsec_…" };
    expect(() => withSettings(placeholder)).toThrow(
      "STRIPE_WEBHOOK_SECRET isn't a complete Stripe signing",
    );
    const sandbox = { ...placeholder, STRIPE_API_BASE: "http://127.0.0.1:12111" };
    expect(withSettings(sandbox).STRIPE_WEBHOOK_SECRET).toEqual(["whsec_…"]);
  });
});

test("readEnv: an http APP_URL in production → error, except on this machine", () => {
  expect(() => withSettings({ APP_URL: "http://firm.example" })).toThrow("APP_URL must use https");
  expect(withSettings({ APP_URL: "http://localhost:3000" }).APP_URL).toBe("http://localhost:3000");
});
