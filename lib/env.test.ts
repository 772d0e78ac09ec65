import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readEnv } from "./env";
import { isSs58Address } from "./ss58";

// Made up, of the forms that real ones have.
const hash = (text: string) => createHash("sha256").update(text);
const random = (text: string) => hash(text).digest("hex").slice(0, 32);
const encryptionKey = (text: string) => hash(text).digest("base64");
const stripeKeys = (mode: "live" | "test") => ({
  STRIPE_SECRET_KEY: `sk_${mode}_${random("secret")}`,
  NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: `pk_${mode}_${random("publishable")}`,
});
const webhookSecret = `whsec_${random("webhook")}`;

// A development account of Substrate's, and one that nobody has the key of.
const ALICE = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
const ENTITY = "5GNmcgfdSPnWSkBpm1i9bbpgTvbZZEPya81beKuZqc4fk1gU";
const production = {
  APP_URL: "https://firm.example",
  DATABASE_URL: "postgres://firm@db.example/propdesk",
  NEXTAUTH_SECRET: "a secret of at least thirty-two characters",
  ENCRYPTION_KEYS: encryptionKey("1"),
  STRIPE_SECRET_KEY: stripeKeys("live").STRIPE_SECRET_KEY,
  STRIPE_WEBHOOK_SECRET: webhookSecret,
  NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: stripeKeys("live").NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY,
  ENTITY_ADDRESS: ENTITY,
  PROVIDER: "embedded",
  TERMS_VERSION: "2026-11",
  SUPPORT_EMAIL: "help@firm.example",
  TRUSTED_PROXY_HOPS: "1",
};
/** What turns these settings into those of an embedded stack with a real test account. */
const embedded = {
  PROPDESK_MODE: "embedded",
  APP_URL: "http://localhost:3000",
  ...stripeKeys("test"),
};
type Settings = Record<string, string | undefined>;
const withSettings = (change: Settings) => readEnv({ ...production, ...change });
const sentence = (problems: string) =>
  `Propdesk can't start: ${problems}. See README.md, "Settings".`;

test("production starts with what has no default, in production mode", () => {
  expect(readEnv(production)).toMatchObject({
    PROPDESK_MODE: "production",
    APP_URL: "https://firm.example",
    ENTITY_ADDRESS: ENTITY,
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
  expect(withSettings({ ...unsaid, ...embedded }).TRUSTED_PROXY_HOPS).toBe(0);
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
    expect(() => withSettings({ [name]: " " })).toThrow(sentence(`${name} is not set`));
  });
});

test.each([
  ["NEXTAUTH_SECRET", "qL<9v...T>rX2m&8wZ)kP4s!cB7nH@5jD"],
  ["METRICS_TOKEN", "a1b2c3a1b2c30011"],
  ["SMTP_URL", "smtps://firm:a%3Cb9...Zq%3E7@mail.example"],
])("%s: a random value with a bracket, dots or few hexadecimal digits → taken", (name, value) => {
  const mail = { SMTP_URL: "smtps://mail.example", MAIL_FROM: "Firm <desk@firm.example>" };
  expect(withSettings({ ...mail, [name]: value })).toMatchObject({ [name]: value });
});

describe("a setting that is wrong stops the start, and the sentence doesn't repeat its value:", () => {
  test.each([
    ["APP_URL", "firm.example"],
    ["APP_URL", "ftp://firm.example"],
    ["DATABASE_URL", "mysql://db.example/propdesk"],
    ["NEXTAUTH_SECRET", "short-but-secret"],
    ["NEXTAUTH_SECRET", "a".repeat(40)],
    ["NEXTAUTH_SECRET", "abcd1234".repeat(5)],
    ["NEXTAUTH_SECRET", "<the output of openssl rand -base64 32>"],
    ["NEXTAUTH_SECRET", "the output of openssl rand -base64 32…"],
    ["NEXTAUTH_SECRET", "your-nextauth-secret-goes-here-please"],
    ["NEXTAUTH_SECRET", "replace_this_with_a_long_random_string"],
    ["NEXTAUTH_SECRET", "$(openssl rand -base64 32) # in a shell"],
    ["STRIPE_SECRET_KEY", "sk_live_…"],
    ["STRIPE_SECRET_KEY", "sk_live_abcdefghijklmnopqrstuvwxyz"],
    ["STRIPE_SECRET_KEY", "sk_live_short1234"],
    ["STRIPE_SECRET_KEY", `sk_live_${"a".repeat(24)}`],
    ["NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY", "pk_live_…"],
    ["NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY", `pk_live_${"0".repeat(24)}`],
    ["STRIPE_WEBHOOK_SECRET", "whsec_"],
    ["STRIPE_WEBHOOK_SECRET", "whsec_…"],
    ["STRIPE_WEBHOOK_SECRET", `whsec_${"x".repeat(32)}`],
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
    ["ENCRYPTION_KEYS", "thirty-two-characters-no-base64."],
    ["ENCRYPTION_KEYS", Buffer.alloc(31, 1).toString("base64")],
    ["ENCRYPTION_KEYS", Buffer.alloc(32).toString("base64")],
    ["ENCRYPTION_KEYS", Buffer.alloc(32, "tests").toString("base64")],
    ["ENCRYPTION_KEYS", `${encryptionKey("1")},${Buffer.alloc(32, 7).toString("base64")}`],
    ["ENCRYPTION_KEYS", `${encryptionKey("1")},short`],
    ["WEBHOOK_CONCURRENCY", "0"],
    ["WEBHOOK_RETENTION_DAYS", "1"],
    ["DATABASE_POOL_SIZE", "3"],
    ["STRIPE_SECRET_KEY", stripeKeys("live").NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY],
    ["NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY", stripeKeys("live").STRIPE_SECRET_KEY],
    ["STRIPE_WEBHOOK_SECRET", "secret-without-prefix"],
    ["STRIPE_WEBHOOK_SECRET", `${webhookSecret},other`],
    ["STRIPE_WEBHOOK_SECRET", " , "],
    ["ENTITY_ADDRESS", `${ENTITY.slice(0, -1)}Z`],
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
  ["sk", "live", "test"],
  ["sk", "test", "live"],
  ["rk", "test", "live"],
] as const)(
  "a key %s_%s_… beside a publishable one of %s mode stops the start",
  (kind, secretMode, publicMode) => {
    const { STRIPE_SECRET_KEY } = stripeKeys(secretMode);
    const { NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY } = stripeKeys(publicMode);
    const keys = {
      STRIPE_SECRET_KEY: STRIPE_SECRET_KEY.replace("sk", kind),
      NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY,
    };
    expect(() => withSettings(keys)).toThrow(
      /STRIPE_SECRET_KEY and NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY are of different modes/,
    );
  },
);

test("test keys and restricted keys are as good as live ones, and the mode is known", () => {
  const keys = stripeKeys("test");
  const STRIPE_SECRET_KEY = keys.STRIPE_SECRET_KEY.replace("sk", "rk");
  expect(withSettings({ ...keys, STRIPE_SECRET_KEY }).livemode).toBe(false);
});

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

test("several webhook secrets are taken while rotating, spaces or not", () => {
  const before = `whsec_${random("the one before")}`;
  const { STRIPE_WEBHOOK_SECRET } = withSettings({
    STRIPE_WEBHOOK_SECRET: `${webhookSecret}, ${before},,`,
  });
  expect(STRIPE_WEBHOOK_SECRET).toEqual([webhookSecret, before]);
});

test("several encryption keys are taken while rotating, the first one first", () => {
  const [now, before] = [encryptionKey("now"), encryptionKey("before")];
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

test("a copy of .env.example sets nothing: each secret that production needs is said to be missing", () => {
  const lines = readFileSync(".env.example", "utf8").split("\n");
  const set = lines.flatMap((line) => /^#? ?([A-Z_]+)=([^#]*)/.exec(line)?.slice(1, 3) ?? []);
  const copied = Object.fromEntries(
    set.flatMap((name, at) => (at % 2 === 0 ? [[name, set[at + 1]?.trim() ?? ""]] : [])),
  );
  const secrets = Object.keys(production).filter((name) => /SECRET|KEY|DATABASE|ENTITY/.test(name));
  expect(secrets).toHaveLength(7);
  for (const name of secrets) {
    expect(() => readEnv(copied)).toThrow(`${name} is not set`);
  }
  expect(copied.VANTA_API_KEY).toBe("");
  expect(copied.METRICS_TOKEN).toBe("");
});

test("production needs https, but on the machine itself", () => {
  expect(() => withSettings({ APP_URL: "http://firm.example" })).toThrow("APP_URL must be https");
  expect(withSettings({ APP_URL: "http://localhost:3000" }).APP_URL).toBe("http://localhost:3000");
});

test("e-mail is configured as a whole or not at all", () => {
  const mail = {
    SMTP_URL: "smtps://user:Xk3-of-the-firm@mail.example",
    MAIL_FROM: "Firm <desk@firm.example>",
  };
  expect(withSettings(mail)).toMatchObject(mail);
  const copied = { ...mail, SMTP_URL: "smtps://user:password@mail.example" };
  expect(() => withSettings(copied)).toThrow(sentence("SMTP_URL has a placeholder for a password"));
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

test("METRICS_PORT without METRICS_TOKEN → the missing one is named", () => {
  expect(() => withSettings({ METRICS_PORT: "9464" })).toThrow(
    sentence("METRICS_TOKEN is not set, and METRICS_PORT needs it"),
  );
});

test("a venue behind a gateway has an address and a key, and waits 70 seconds for an answer", () => {
  expect(withSettings(vanta)).toMatchObject({ ...vanta, VANTA_ANSWER_SECONDS: 70 });
});

test.each([
  ["VANTA_GATEWAY_URL", { VANTA_GATEWAY_URL: "" }],
  ["VANTA_API_KEY", { VANTA_API_KEY: undefined }],
  ["ENTITY_ADDRESS", { ...embedded, ENTITY_ADDRESS: undefined }],
])("a venue without its %s stops the start instead of falling back", (name, change) => {
  expect(() => withSettings({ ...vanta, ...change })).toThrow(
    sentence(`${name} is not set, and PROVIDER=vanta needs it`),
  );
});

test.each(["VANTA_GATEWAY_URL", "VANTA_API_KEY"] as const)(
  "%s without PROVIDER=vanta stops the start: the accounts would be made elsewhere",
  (name) => {
    for (const PROVIDER of ["embedded", undefined]) {
      const half = { PROVIDER, [name]: vanta[name] };
      expect(() => withSettings({ ...embedded, ...half })).toThrow(
        sentence(`${name} needs PROVIDER=vanta`),
      );
    }
  },
);

test.each([
  ["VANTA_GATEWAY_URL", "http://gateway.firm.example", "must be https"],
  ["VANTA_GATEWAY_URL", "gateway.firm.example", ""],
  ["VANTA_API_KEY", "a key\nwith-a-line-break", "must be of printable characters"],
  ["VANTA_API_KEY", "<key>", "is a placeholder"],
  ["VANTA_API_KEY", "changeme", "is a placeholder"],
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
