import { describe, expect, test } from "vitest";
import { embedded, production, withSettings } from "@/testing/setup/production-settings";
import { settingNames } from "./settings";
import { settingWarnings } from "./warnings";

const mail = { SMTP_URL: "smtps://mail.example", MAIL_FROM: "Firm <desk@firm.example>" };
const DATABASE_URL = "postgres://firm:Xk3-of-the-firm@db.example/propdesk";
type Settings = Record<string, string | undefined>;
const warningsOf = (change: Settings) => {
  const settings = { ...mail, DATABASE_URL, ...change };
  return settingWarnings(withSettings(settings), { ...production, ...settings }, settingNames);
};

test("settingWarnings: complete settings of production → none", () => {
  expect(warningsOf({})).toEqual([]);
});

describe("settingWarnings: a misspelled name → the setting that was meant", () => {
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
      `${name} isn't a setting and is ignored. Did you mean ${meant}?`,
    ]);
  });

  test("TRUSTED_PROXY_HOP with an http APP_URL → TRUSTED_PROXY_HOPS", () => {
    const settings = { APP_URL: "http://localhost:3000", TRUSTED_PROXY_HOPS: undefined };
    expect(warningsOf({ ...settings, TRUSTED_PROXY_HOP: "1" })).toEqual([
      "TRUSTED_PROXY_HOP isn't a setting and is ignored. Did you mean TRUSTED_PROXY_HOPS?",
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
  ])("%s, of another program, or of a setting that is set → none", (name) => {
    expect(warningsOf({ [name]: "1" })).toEqual([]);
  });

  test("an empty value → none", () => {
    expect(warningsOf({ LOG_LEVLE: "" })).toEqual([]);
  });
});

test("settingWarnings: a weak key behind a strong one → a warning to rotate", () => {
  const weak = Buffer.from("0123456789abcdef0123456789abcdef").toString("base64");
  expect(warningsOf({ ENCRYPTION_KEYS: `${production.ENCRYPTION_KEYS},${weak}` })).toEqual([
    expect.stringContaining("ENCRYPTION_KEYS has an old key that is easy to guess"),
  ]);
});

test("settingWarnings: production without email, or without a database password → a warning each", () => {
  expect(warningsOf({ SMTP_URL: undefined, MAIL_FROM: undefined })).toEqual([
    "SMTP_URL isn't set, so no emails will be sent",
  ]);
  const without = { DATABASE_URL: "postgres://firm@db.example/propdesk" };
  expect(warningsOf(without)).toEqual([expect.stringMatching(/^DATABASE_URL has no password: /)]);
  expect(warningsOf({ ...without, PGPASSWORD: "Xk3-of-the-firm" })).toEqual([]);
  expect(warningsOf({ DATABASE_URL: "postgres://firm@localhost/propdesk" })).toEqual([]);
  const here = { ...embedded, ...without, SMTP_URL: undefined, MAIL_FROM: undefined };
  expect(warningsOf(here)).toEqual([]);
});
