import { describe, expect, test } from "vitest";
import { readEnv } from "./env";
import { isSs58Address } from "./ss58";

const ALICE = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
const production = {
  APP_URL: "https://firm.example",
  DATABASE_URL: "postgres://firm@db.example/propdesk",
  NEXTAUTH_SECRET: "a secret of at least thirty-two characters",
  STRIPE_SECRET_KEY: "sk_live_1",
  STRIPE_WEBHOOK_SECRET: "whsec_1",
  NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: "pk_live_1",
  ENTITY_ADDRESS: ALICE,
  TERMS_VERSION: "2026-11",
  SUPPORT_EMAIL: "help@firm.example",
};
type Settings = Record<string, string | undefined>;
const withSettings = (change: Settings) => readEnv({ ...production, ...change });
const sentence = (problems: string) =>
  `Propdesk can't start: ${problems}. See README.md, "Settings".`;

test("production starts with what has no default, in production mode", () => {
  expect(readEnv(production)).toMatchObject({
    PROPDESK_MODE: "production",
    APP_URL: "https://firm.example",
    ENTITY_ADDRESS: ALICE,
    livemode: true,
    TRUSTED_PROXY_HOPS: 0,
    RATE_LIMIT_READS: 6_000,
    RATE_LIMIT_WRITES: 300,
    RATE_LIMIT_SIGN_IN: 10,
  });
});

test("every setting that is missing is named, in one sentence", () => {
  expect(() => readEnv({})).toThrow(
    sentence(
      Object.keys(production)
        .map((name) => `${name} is not set`)
        .join("; "),
    ),
  );
});

describe("a setting that is missing or empty stops the start:", () => {
  test.each(Object.keys(production))("%s", (name) => {
    expect(() => withSettings({ [name]: undefined })).toThrow(sentence(`${name} is not set`));
    expect(() => withSettings({ [name]: "" })).toThrow(sentence(`${name} is not set`));
  });
});

describe("a setting that is wrong stops the start, and the sentence doesn't repeat its value:", () => {
  test.each([
    ["APP_URL", "firm.example"],
    ["APP_URL", "ftp://firm.example"],
    ["DATABASE_URL", "mysql://db.example/propdesk"],
    ["NEXTAUTH_SECRET", "short-but-secret"],
    ["STRIPE_SECRET_KEY", "pk_live_1"],
    ["NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY", "sk_live_1"],
    ["STRIPE_WEBHOOK_SECRET", "secret-without-prefix"],
    ["STRIPE_WEBHOOK_SECRET", "whsec_1,other"],
    ["STRIPE_WEBHOOK_SECRET", " , "],
    ["ENTITY_ADDRESS", `${ALICE.slice(0, -1)}Z`],
    ["PORT", "0"],
    ["PORT", "http"],
    ["TRUSTED_PROXY_HOPS", "-1"],
    ["TRUSTED_PROXY_HOPS", "many"],
    ["RATE_LIMIT_SIGN_IN", "0"],
    ["PROVISIONING_RETRY_SECONDS", "1,soon"],
    ["PROPDESK_MODE", "staging"],
  ])("%s=%s", (name, value) => {
    const start = () => withSettings({ [name]: value });
    expect(start).toThrow(new RegExp(`^Propdesk can't start: ${name} .+\\. See README\\.md`));
    expect(start).not.toThrow(value.trim().length > 6 ? value : /^$/);
  });
});

test.each([
  ["sk_live_1", "pk_test_1"],
  ["sk_test_1", "pk_live_1"],
  ["rk_test_1", "pk_live_1"],
])("keys of different modes, %s and %s, stop the start", (secret, publishable) => {
  expect(() =>
    withSettings({ STRIPE_SECRET_KEY: secret, NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: publishable }),
  ).toThrow(/STRIPE_SECRET_KEY and NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY are of different modes/);
});

test("test keys and restricted keys are as good as live ones, and the mode is known", () => {
  const keys = { STRIPE_SECRET_KEY: "rk_test_1", NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: "pk_test_1" };
  expect(withSettings(keys).livemode).toBe(false);
});

test.each(["STRIPE_API_BASE", "STRIPE_JS_URL"])(
  "%s is refused in production and taken in the embedded stack",
  (name) => {
    const url = "http://127.0.0.1:12111";
    const keys = {
      STRIPE_SECRET_KEY: "sk_test_1",
      NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: "pk_test_1",
    };
    expect(() => withSettings({ ...keys, [name]: url })).toThrow(
      sentence(`${name} is for the embedded stack only`),
    );
    const embedded = { ...keys, PROPDESK_MODE: "embedded", [name]: url };
    expect(withSettings(embedded)).toMatchObject({ [name]: url });
  },
);

test("only the embedded stack has an entity address of its own, and it is a valid one", () => {
  const { ENTITY_ADDRESS } = withSettings({ PROPDESK_MODE: "embedded", ENTITY_ADDRESS: undefined });
  expect(isSs58Address(ENTITY_ADDRESS)).toBe(true);
});

test("several webhook secrets are taken while rotating, spaces or not", () => {
  const { STRIPE_WEBHOOK_SECRET } = withSettings({ STRIPE_WEBHOOK_SECRET: "whsec_1, whsec_2,," });
  expect(STRIPE_WEBHOOK_SECRET).toEqual(["whsec_1", "whsec_2"]);
});

test("APP_URL is kept as an origin, so that an Origin header can equal it", () => {
  expect(withSettings({ APP_URL: "https://firm.example:443/app/" }).APP_URL).toBe(
    "https://firm.example",
  );
});

test("a live key is never sent to another address than Stripe's", () => {
  const stray = { PROPDESK_MODE: "embedded", STRIPE_API_BASE: "http://127.0.0.1:12111" };
  expect(() => withSettings(stray)).toThrow(
    sentence("STRIPE_API_BASE must not be given a live key"),
  );
});

test("production needs https, but on the machine itself", () => {
  expect(() => withSettings({ APP_URL: "http://firm.example" })).toThrow("APP_URL must be https");
  expect(withSettings({ APP_URL: "http://localhost:3000" }).APP_URL).toBe("http://localhost:3000");
});
