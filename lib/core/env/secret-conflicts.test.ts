import { expect, test } from "vitest";
import {
  encryptionKey,
  random,
  sentence,
  stripeKeys,
  webhookSecret,
  withSettings,
} from "@/testing/setup/production-settings";

test("readEnv: one value for two secrets → an error that names both", () => {
  const value = encryptionKey("shared");
  const ENCRYPTION_KEYS = `${encryptionKey("1")},${value}`;
  expect(() => withSettings({ NEXTAUTH_SECRET: value, METRICS_TOKEN: value })).toThrow(
    sentence("METRICS_TOKEN must not be NEXTAUTH_SECRET as well"),
  );
  for (const name of ["NEXTAUTH_SECRET", "METRICS_TOKEN"]) {
    expect(() => withSettings({ [name]: value, ENCRYPTION_KEYS })).toThrow(
      sentence(`${name} must not be one of ENCRYPTION_KEYS as well`),
    );
  }
});

test.each([
  ["sk", "live", "test"],
  ["sk", "test", "live"],
  ["rk", "test", "live"],
] as const)(
  "readEnv: a key %s_%s_… beside a publishable one of %s mode → error",
  (kind, secretMode, publicMode) => {
    const { STRIPE_SECRET_KEY } = stripeKeys(secretMode);
    const { NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY } = stripeKeys(publicMode);
    const keys = {
      STRIPE_SECRET_KEY: STRIPE_SECRET_KEY.replace("sk", kind),
      NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY,
    };
    expect(() => withSettings(keys)).toThrow(
      /STRIPE_SECRET_KEY and NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY are from different modes/,
    );
  },
);

test("readEnv: a restricted key of test mode → accepted, livemode is false", () => {
  const keys = stripeKeys("test");
  const STRIPE_SECRET_KEY = keys.STRIPE_SECRET_KEY.replace("sk", "rk");
  expect(withSettings({ ...keys, STRIPE_SECRET_KEY }).livemode).toBe(false);
});

test("readEnv: several webhook secrets, with spaces → all, in order", () => {
  const before = `whsec_${random("the one before")}`;
  const { STRIPE_WEBHOOK_SECRET } = withSettings({
    STRIPE_WEBHOOK_SECRET: `${webhookSecret}, ${before},,`,
  });
  expect(STRIPE_WEBHOOK_SECRET).toEqual([webhookSecret, before]);
});

test("readEnv: several encryption keys → all, in order", () => {
  const [now, before] = [encryptionKey("now"), encryptionKey("before")];
  const { ENCRYPTION_KEYS } = withSettings({ ENCRYPTION_KEYS: `${now}, ${before}` });
  expect(ENCRYPTION_KEYS).toEqual([now, before]);
});
