import { describe, expect, test } from "vitest";
import { embedded, production, withSettings } from "@/testing/production-settings";
import { settingNames } from "./env";
import { settingWarnings } from "./env-warnings";

const mail = { SMTP_URL: "smtps://mail.example", MAIL_FROM: "Firm <desk@firm.example>" };
const DATABASE_URL = "postgres://firm:Xk3-of-the-firm@db.example/propdesk";
type Settings = Record<string, string | undefined>;
const warningsOf = (change: Settings) => {
  const settings = { ...mail, DATABASE_URL, ...change };
  return settingWarnings(withSettings(settings), { ...production, ...settings }, settingNames);
};

test("settingWarnings: whole settings of production → none", () => {
  expect(warningsOf({})).toEqual([]);
});

describe("settingWarnings: a name that is nearly a setting's → named, with what was meant:", () => {
  test.each([
    ["RATE_LIMIT_SIGN_INS", "RATE_LIMIT_SIGN_IN"],
    ["RATE_LIMITS_SIGN_IN", "RATE_LIMIT_SIGN_IN"],
    ["LOG_LEVLE", "LOG_LEVEL"],
    ["log_level", "LOG_LEVEL"],
    ["METRIC_TOKEN", "METRICS_TOKEN"],
    ["STRIPE_EVENTS_RETENTION_DAY", "STRIPE_EVENT_RETENTION_DAYS"],
    ["WORKERS", "WORKER"],
  ])("%s", (name, meant) => {
    expect(warningsOf({ [name]: "1" })).toEqual([
      `${name} is no setting, and is ignored: did you mean ${meant}?`,
    ]);
  });

  test("TRUSTED_PROXY_HOP where http needs no TRUSTED_PROXY_HOPS", () => {
    const settings = { APP_URL: "http://localhost:3000", TRUSTED_PROXY_HOPS: undefined };
    expect(warningsOf({ ...settings, TRUSTED_PROXY_HOP: "1" })).toEqual([
      "TRUSTED_PROXY_HOP is no setting, and is ignored: did you mean TRUSTED_PROXY_HOPS?",
    ]);
  });

  test.each([
    "HOME",
    "PATH",
    "POST",
    "HOSTS",
    "HOSTNAME",
    "WORKDIR",
    "API_URL",
    "NEXTAUTH_URL",
    "NODE_VERSION",
  ])("but not %s, which is another's, or of a setting that is set", (name) => {
    expect(warningsOf({ [name]: "1" })).toEqual([]);
  });

  test("nor an empty one", () => {
    expect(warningsOf({ LOG_LEVLE: "" })).toEqual([]);
  });
});

test("settingWarnings: a weak key behind a strong one → said, while it is rotated", () => {
  const weak = Buffer.from("0123456789abcdef0123456789abcdef").toString("base64");
  expect(warningsOf({ ENCRYPTION_KEYS: `${production.ENCRYPTION_KEYS},${weak}` })).toEqual([
    expect.stringContaining("ENCRYPTION_KEYS has an old key that is easily guessed"),
  ]);
});

test("settingWarnings: production without e-mail, or without a password of its database → said", () => {
  expect(warningsOf({ SMTP_URL: undefined, MAIL_FROM: undefined })).toEqual([
    "SMTP_URL is not set: customers get no e-mail",
  ]);
  const without = { DATABASE_URL: "postgres://firm@db.example/propdesk" };
  expect(warningsOf(without)).toEqual([expect.stringMatching(/^DATABASE_URL has no password: /)]);
  expect(warningsOf({ ...without, PGPASSWORD: "Xk3-of-the-firm" })).toEqual([]);
  expect(warningsOf({ DATABASE_URL: "postgres://firm@localhost/propdesk" })).toEqual([]);
  const here = { ...embedded, ...without, SMTP_URL: undefined, MAIL_FROM: undefined };
  expect(warningsOf(here)).toEqual([]);
});
