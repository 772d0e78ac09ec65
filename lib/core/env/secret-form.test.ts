import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
  ALICE,
  ENTITY,
  encryptionKey,
  sentence,
  stripeKeys,
  webhookSecret,
  withSettings,
} from "@/testing/setup/production-settings";
import { isEncryptionKey, isStrong } from "./secret-form";

test.each([
  ["NEXTAUTH_SECRET", "qL<9v...T>rX2m&8wZ)kP4s!cB7nH@5jD"],
  ["METRICS_TOKEN", "a1b2c3a1b2c30011"],
  ["SMTP_URL", "smtps://firm:a%3Cb9...Zq%3E7@mail.example"],
])(
  "readEnv: %s, random with a bracket, dots or few hexadecimal digits → accepted",
  (name, value) => {
    const mail = { SMTP_URL: "smtps://mail.example", MAIL_FROM: "Firm <desk@firm.example>" };
    expect(withSettings({ ...mail, [name]: value })).toMatchObject({ [name]: value });
  },
);

describe("readEnv: an invalid secret → an error without its value", () => {
  test.each([
    ["NEXTAUTH_SECRET", "short-but-secret"],
    ["NEXTAUTH_SECRET", "a".repeat(40)],
    ["NEXTAUTH_SECRET", "abcd1234".repeat(5)],
    ["NEXTAUTH_SECRET", "<the output of openssl rand -base64 32>"],
    ["NEXTAUTH_SECRET", "the output of openssl rand -base64 32…"],
    ["NEXTAUTH_SECRET", "your-nextauth-secret-goes-here-please"],
    ["NEXTAUTH_SECRET", "replace_this_with_a_long_random_string"],
    ["NEXTAUTH_SECRET", "$(openssl rand -base64 32) # in a shell"],
    ["NEXTAUTH_SECRET", "openssl rand -base64 32 openssl ran"],
    ["ENCRYPTION_KEYS", "YourEncryptionKeyGoesHere9wZ4kP7sB2nH5jD8mX="],
    ["STRIPE_SECRET_KEY", "sk_live_YourSecretKeyHere00"],
    ["NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY", "pk_live_51ReplaceMeWithYourKey00"],
    ["STRIPE_SECRET_KEY", "sk_live_…"],
    ["STRIPE_SECRET_KEY", "sk_live_abcdefghijklmnopqrstuvwxyz"],
    ["STRIPE_SECRET_KEY", "sk_live_short1234"],
    ["STRIPE_SECRET_KEY", `sk_live_${"a".repeat(24)}`],
    ["NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY", "pk_live_…"],
    ["NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY", `pk_live_${"0".repeat(24)}`],
    ["STRIPE_WEBHOOK_SECRET", "whsec_"],
    ["STRIPE_WEBHOOK_SECRET", "whsec_…"],
    ["STRIPE_WEBHOOK_SECRET", `whsec_${"x".repeat(32)}`],
    ["STRIPE_WEBHOOK_SECRET", "whsec_YOURWEBHOOKSECRETHERE12345678"],
    ["STRIPE_WEBHOOK_SECRET", "whsec_yourSecretGoesHere1234567890"],
    ["STRIPE_WEBHOOK_SECRET", "whsec_ReplaceMeWithYourRealSecret"],
    ["STRIPE_WEBHOOK_SECRET", "whsec_EXAMPLEexampleEXAMPLE12345"],
    ["STRIPE_WEBHOOK_SECRET", "whsec_yoursigningsecretgoeshere"],
    ["STRIPE_WEBHOOK_SECRET", "whsec_ABCDEFGHIJKLMNOPQRSTUVWXYZ"],
    ["STRIPE_WEBHOOK_SECRET", "whsec_12345678901234567890123456789012"],
    ["STRIPE_WEBHOOK_SECRET", `${webhookSecret},whsec_…`],
    ["METRICS_TOKEN", "metrics-metrics-metrics"],
    ["METRICS_TOKEN", "abababababababab"],
    ["METRICS_TOKEN", "openssl rand -base64 24…"],
    ["ENTITY_ADDRESS", ALICE],
    // Alice again, with the prefix of another network, and an account of zeros.
    ["ENTITY_ADDRESS", "15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5"],
    ["ENTITY_ADDRESS", "5C4hrfjw9DjXZTzV3MwzrrAr9P1MJhSrvWGWqi1eSuyUpnhM"],
    // Eve, Ferdie, and the stashes of Alice and Bob.
    ["ENTITY_ADDRESS", "5HGjWAeFDfFCWPsjFQdVV2Msvz2XtMktvgocEZcCj68kUMaw"],
    ["ENTITY_ADDRESS", "5CiPPseXPECbkjWCa6MnjNokrgYjMqmKndv2rSnekmSK2DjL"],
    ["ENTITY_ADDRESS", "5GNJqTPyNqANBkUVMN1LPPrxXnFouWXoe2wNSmmEoLctxiZY"],
    ["ENTITY_ADDRESS", "5HpG9w8EBLe5XCrbczpwq5TSXvedjrBGCwqxK1iQ7qUsSWFc"],
    ["DATABASE_URL", "postgres://firm:password@db.example/propdesk"],
    ["DATABASE_URL", "postgres://firm:<password>@db.example/propdesk"],
    ["DATABASE_URL", "postgres://firm:my-change-me-42@db.example/propdesk"],
    ["ENCRYPTION_KEYS", "thirty-two-characters-no-base64."],
    ["ENCRYPTION_KEYS", Buffer.alloc(31, 1).toString("base64")],
    ["ENCRYPTION_KEYS", Buffer.alloc(32).toString("base64")],
    ["ENCRYPTION_KEYS", Buffer.alloc(32, "tests").toString("base64")],
    ["ENCRYPTION_KEYS", `${Buffer.alloc(32, 7).toString("base64")},${encryptionKey("1")}`],
    ["ENCRYPTION_KEYS", `${encryptionKey("1")},short`],
    ["STRIPE_SECRET_KEY", stripeKeys("live").NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY],
    ["NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY", stripeKeys("live").STRIPE_SECRET_KEY],
    ["STRIPE_WEBHOOK_SECRET", "secret-without-prefix"],
    ["STRIPE_WEBHOOK_SECRET", `${webhookSecret},other`],
    ["STRIPE_WEBHOOK_SECRET", " , "],
    ["ENTITY_ADDRESS", `${ENTITY.slice(0, -1)}Z`],
    ["METRICS_TOKEN", "too-short"],
  ])("%s=%s", (name, value) => {
    const start = () => withSettings({ [name]: value });
    expect(start).toThrow(new RegExp(`^Propdesk can't start: ${name} .+\\. See README\\.md`));
    expect(start).not.toThrow(value.trim().length > 6 ? value : /^$/);
  });
});

test("readEnv: VANTA_API_KEY with words of a placeholder → error", () => {
  expect(() => withSettings({ VANTA_API_KEY: "vk-7d-your-api-key-here" })).toThrow(
    "VANTA_API_KEY is a placeholder",
  );
});

/** 32 bytes, each computed from its index. */
const bytes = (at: (index: number) => number) =>
  Buffer.from(Array.from({ length: 32 }, (_, n) => at(n)));

describe("readEnv: a secret with a pattern → error", () => {
  test.each([
    ["bytes that go up", bytes((n) => n)],
    ["bytes that go down", bytes((n) => 255 - n)],
    ["bytes that go up by 7", bytes((n) => 7 * n)],
    ["hexadecimal digits in a row, twice", Buffer.from("0123456789abcdef0123456789abcdef")],
    ["the alphabet and digits", Buffer.from("abcdefghijklmnopqrstuvwxyz012345")],
    ["eleven bytes repeated", bytes((n) => (n % 11) * 41)],
    [
      "sixteen bytes twice",
      Buffer.concat([
        bytes((n) => n * n * 37).subarray(0, 16),
        bytes((n) => n * n * 37).subarray(0, 16),
      ]),
    ],
  ])("ENCRYPTION_KEYS of %s", (_, key) => {
    const weak = key.toString("base64");
    expect(() => withSettings({ ENCRYPTION_KEYS: weak })).toThrow(
      "ENCRYPTION_KEYS must be random, such as `openssl rand -base64 32` prints: put such a key in front",
    );
    // As an old key it is accepted: otherwise its texts could never be encrypted again with another key.
    const ENCRYPTION_KEYS = `${encryptionKey("1")},${weak}`;
    expect(withSettings({ ENCRYPTION_KEYS }).ENCRYPTION_KEYS).toEqual([encryptionKey("1"), weak]);
  });

  const texts = [
    "0123456789abcdef0123456789abcdef",
    "abcdefghijklmnopqrstuvwxyz0123456789",
    "ZYXWVUTSRQPONMLKJIHGFEDCBA9876543210",
    "a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6q7",
    "correct-horse-battery-correct-horse-battery-",
    bytes((n) => n).toString("hex"),
    bytes((n) => n).toString("base64"),
    bytes((n) => 3 * n).toString("base64url"),
  ];
  test.each(texts)("NEXTAUTH_SECRET and METRICS_TOKEN %s", (text) => {
    for (const name of ["NEXTAUTH_SECRET", "METRICS_TOKEN"]) {
      const random = "must be random, such as `openssl rand -base64 32` prints";
      expect(() => withSettings({ [name]: text })).toThrow(sentence(`${name} ${random}`));
    }
  });

  test.each([
    ["STRIPE_SECRET_KEY", "sk_live_0123456789abcdef0123456789abcdef"],
    ["STRIPE_WEBHOOK_SECRET", "whsec_abcdefghijklmnopqrstuvwxyz012345"],
  ])("%s=%s", (name, value) => {
    expect(() => withSettings({ [name]: value })).toThrow(`Propdesk can't start: ${name} isn't a`);
  });
});

test("isStrong, isEncryptionKey: 2,000 random secrets of each recommended form, and the shortest → accepted", () => {
  for (let n = 0; n < 2_000; n++) {
    const hash = createHash("sha256").update(`secret ${n}`).digest();
    expect(isEncryptionKey(hash.toString("base64"))).toBe(true);
    expect(isStrong(hash.toString("base64"))).toBe(true);
    expect(isStrong(hash.toString("hex"))).toBe(true);
    expect(isStrong(hash.subarray(0, 12).toString("base64url"))).toBe(true);
  }
});
