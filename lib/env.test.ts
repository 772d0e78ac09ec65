import { describe, expect, test } from "vitest";
import { readEnv } from "./env";
import { isSs58Address } from "./ss58";

const ALICE = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
const production = {
  APP_URL: "https://firm.example",
  DATABASE_URL: "postgres://firm@db.example/propdesk",
  NEXTAUTH_SECRET: "a secret of at least thirty-two characters",
  ENCRYPTION_KEYS: Buffer.alloc(32, 1).toString("base64"),
  STRIPE_SECRET_KEY: "sk_live_1",
  STRIPE_WEBHOOK_SECRET: "whsec_1",
  NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: "pk_live_1",
  ENTITY_ADDRESS: ALICE,
  PROVIDER: "embedded",
  TERMS_VERSION: "2026-11",
  SUPPORT_EMAIL: "help@firm.example",
  TRUSTED_PROXY_HOPS: "1",
};
const testKeys = {
  STRIPE_SECRET_KEY: "sk_test_1",
  NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: "pk_test_1",
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
    HOST: "127.0.0.1",
    TRUSTED_PROXY_HOPS: 1,
    RATE_LIMIT_READS: 6_000,
    RATE_LIMIT_WRITES: 300,
    RATE_LIMIT_SIGN_IN: 10,
    RATE_LIMIT_SIGN_IN_FAILURES: 100,
    RATE_LIMIT_APP_SIGN_IN: 300,
  });
});

test("TRUSTED_PROXY_HOPS: needed in production with an https APP_URL, 0 only if said; else 0", () => {
  expect(withSettings({ TRUSTED_PROXY_HOPS: "0" }).TRUSTED_PROXY_HOPS).toBe(0);
  const unsaid = { TRUSTED_PROXY_HOPS: undefined };
  expect(() => withSettings(unsaid)).toThrow(sentence("TRUSTED_PROXY_HOPS is not set"));
  const local = { ...unsaid, APP_URL: "http://localhost:3000" };
  expect(withSettings(local).TRUSTED_PROXY_HOPS).toBe(0);
  expect(
    withSettings({ ...unsaid, ...testKeys, PROPDESK_MODE: "embedded" }).TRUSTED_PROXY_HOPS,
  ).toBe(0);
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
    ["ENCRYPTION_KEYS", "thirty-two-characters-no-base64."],
    ["ENCRYPTION_KEYS", Buffer.alloc(31, 1).toString("base64")],
    ["ENCRYPTION_KEYS", `${Buffer.alloc(32, 1).toString("base64")},short`],
    ["WEBHOOK_CONCURRENCY", "0"],
    ["WEBHOOK_RETENTION_DAYS", "1"],
    ["DATABASE_POOL_SIZE", "3"],
    ["STRIPE_SECRET_KEY", "pk_live_1"],
    ["NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY", "sk_live_1"],
    ["STRIPE_WEBHOOK_SECRET", "secret-without-prefix"],
    ["STRIPE_WEBHOOK_SECRET", "whsec_1,other"],
    ["STRIPE_WEBHOOK_SECRET", " , "],
    ["ENTITY_ADDRESS", `${ALICE.slice(0, -1)}Z`],
    ["PROVIDER", "paper"],
    ["PORT", "0"],
    ["PORT", "http"],
    ["HOST", "checkout.firm.example"],
    ["HOST", "127.0.0.1:3000"],
    ["TRUSTED_PROXY_HOPS", "-1"],
    ["TRUSTED_PROXY_HOPS", "many"],
    ["RATE_LIMIT_SIGN_IN", "0"],
    ["RATE_LIMIT_LETTERS", "none"],
    ["PROVISIONING_RETRY_SECONDS", "1,soon"],
    ["PROPDESK_MODE", "staging"],
    ["METRICS_TOKEN", "too-short"],
    ["DOCS_APP_ID", "the demo app"],
    ["SMTP_URL", "https://mail.example"],
    ["MAIL_FROM", "the desk of the firm"],
    ["MAIL_FROM", "a@firm.example, b@firm.example"],
    ["MAIL_FROM", "Firm\r\nBcc: b@firm.example <a@firm.example>"],
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

test("several encryption keys are taken while rotating, the first one first", () => {
  const [now, before] = [2, 1].map((byte) => Buffer.alloc(32, byte).toString("base64"));
  const { ENCRYPTION_KEYS } = withSettings({ ENCRYPTION_KEYS: `${now}, ${before}` });
  expect(ENCRYPTION_KEYS).toEqual([now, before]);
});

test("the lines of the firm's address are told apart by commas, and there need be none", () => {
  const { FIRM_ADDRESS } = withSettings({ FIRM_ADDRESS: "1 Example Street, 10115 Berlin" });
  expect(FIRM_ADDRESS).toEqual(["1 Example Street", "10115 Berlin"]);
  expect(withSettings({}).FIRM_ADDRESS).toEqual([]);
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

test("e-mail is configured as a whole or not at all", () => {
  const mail = {
    SMTP_URL: "smtps://user:pass@mail.example",
    MAIL_FROM: "Firm <desk@firm.example>",
  };
  expect(withSettings(mail)).toMatchObject(mail);
  expect(() => withSettings({ ...mail, MAIL_FROM: "" })).toThrow(
    sentence("MAIL_FROM is not set, and SMTP_URL needs it"),
  );
  expect(() => withSettings({ ...mail, SMTP_URL: "" })).toThrow(
    sentence("SMTP_URL is not set, and MAIL_FROM needs it"),
  );
});

const vanta = {
  PROVIDER: "vanta",
  VANTA_GATEWAY_URL: "https://gateway.firm.example",
  VANTA_API_KEY: "key-of-the-firm",
};

test("a venue behind a gateway has an address and a key, and waits 70 seconds for an answer", () => {
  expect(withSettings(vanta)).toMatchObject({ ...vanta, VANTA_ANSWER_SECONDS: 70 });
});

test.each([
  ["VANTA_GATEWAY_URL", { VANTA_GATEWAY_URL: "" }],
  ["VANTA_API_KEY", { VANTA_API_KEY: undefined }],
  ["ENTITY_ADDRESS", { PROPDESK_MODE: "embedded", ENTITY_ADDRESS: undefined }],
])("a venue without its %s stops the start instead of falling back", (name, change) => {
  expect(() => withSettings({ ...vanta, ...change })).toThrow(
    sentence(`${name} is not set, and PROVIDER=vanta needs it`),
  );
});

test.each(["VANTA_GATEWAY_URL", "VANTA_API_KEY"] as const)(
  "%s without PROVIDER=vanta stops the start: the accounts would be made elsewhere",
  (name) => {
    for (const PROVIDER of ["embedded", undefined]) {
      const half = { PROPDESK_MODE: "embedded", PROVIDER, [name]: vanta[name] };
      expect(() => withSettings({ ...testKeys, ...half })).toThrow(
        sentence(`${name} needs PROVIDER=vanta`),
      );
    }
  },
);

test.each([
  ["VANTA_GATEWAY_URL", "http://gateway.firm.example", "must be https"],
  ["VANTA_GATEWAY_URL", "gateway.firm.example", ""],
  ["VANTA_API_KEY", "a key\nwith-a-line-break", "must be of printable characters"],
  ["VANTA_ANSWER_SECONDS", "0", ""],
])("%s=%j stops the start", (name, value, why) => {
  const start = () => withSettings({ ...vanta, [name]: value });
  expect(start).toThrow(`Propdesk can't start: ${name} ${why}`);
  expect(start).not.toThrow(value.length > 6 ? value : /^$/);
});

test("a gateway on the machine itself needs no https", () => {
  const VANTA_GATEWAY_URL = "http://127.0.0.1:8090";
  expect(withSettings({ ...vanta, VANTA_GATEWAY_URL })).toMatchObject({ VANTA_GATEWAY_URL });
});
