import { describe, expect, test } from "vitest";
import { production, sentence, withSettings } from "@/testing/setup/production-settings";
import { settingNames } from "./settings";

describe("readEnv: an invalid value → an error without the value", () => {
  test.each([
    ["DATABASE_URL", "mysql://db.example/propdesk"],
    ["WEBHOOK_CONCURRENCY", "0"],
    ["WEBHOOK_RETENTION_DAYS", "1"],
    ["DATABASE_POOL_SIZE", "3"],
    ["VENUE", "paper"],
    ["PORT", "0"],
    ["PORT", "http"],
    ["HOST", "checkout.firm.example"],
    ["HOST", "127.0.0.1:3000"],
    ["TRUSTED_PROXY_HOPS", "-1"],
    ["TRUSTED_PROXY_HOPS", "many"],
    ["RATE_LIMIT_SIGN_IN", "0"],
    ["RATE_LIMIT_EMAILS", "none"],
    ["PROVISIONING_RETRY_SECONDS", "1,soon"],
    ["PROPDESK_MODE", "staging"],
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
  ["PORT", "http", "must be a whole number from 1 to 65535"],
  ["PORT", "80.5", "must be a whole number from 1 to 65535"],
  ["JOBS_OVERDUE_SECONDS", "-1.5", "must be a whole number, 10 or more"],
  ["BODY_SECONDS", "0", "must be a number above 0, at most 300"],
  ["OPEN_PAYMENT_HOURS", "a day", "must be a number above 0"],
  ["VANTA_SETTLE_SECONDS", "-1", "must be a number from 0 to 3600"],
  ["WORKER", "no", "must be on or off"],
  ["LOG_LEVEL", "all", "must be fatal, error, warn, info, debug, trace or silent"],
  ["SMTP_URL", "mail.example", "must be an address that begins with smtps:// or smtp://"],
  ["APP_URL", "firm.example", "must be an address that begins with https:// or http://"],
])("readEnv: %s=%s → an error that says what it must be, once", (name, value, what) => {
  const start = () => withSettings({ MAIL_FROM: "a@firm.example", [name]: value });
  expect(start).toThrow(new RegExp(`(start:|;) ${name} ${what}(;|\\. See)`));
  expect(start).not.toThrow(new RegExp(`${name}.*${name}`));
});

test("readEnv: any setting, any invalid value → no message of zod", () => {
  const wrong = ["x", "-1", "1.5", "99999999999", "Infinity", "not an address", "é".repeat(200)];
  let stopped = 0;
  for (const name of settingNames) {
    for (const value of wrong) {
      try {
        withSettings({ [name]: value });
      } catch (error) {
        stopped++;
        expect(String(error)).not.toMatch(/Invalid|expected|received|Too (small|big)|pattern/);
        expect(String(error)).toMatch(new RegExp(`${name} (must|is|has|needs) `));
      }
    }
  }
  expect(stopped).toBeGreaterThan(2 * settingNames.length);
});

test.each(["https://firm.example", "https://firm.example/", "https://firm.example:443"])(
  "APP_URL=%s → kept as an origin, so that an Origin header can equal it",
  (APP_URL) => {
    expect(withSettings({ APP_URL }).APP_URL).toBe(production.APP_URL);
  },
);

test.each([
  "https://firm.example/shop",
  "https://firm.example/shop/",
  "https://firm.example/?shop=1",
  "https://firm.example/#shop",
  "https://me:secret@firm.example",
])("readEnv: APP_URL=%s, of which a part would be dropped → error", (APP_URL) => {
  expect(() => withSettings({ APP_URL })).toThrow(
    sentence(
      "APP_URL must have no path, query or password: pages are served at the root of its host",
    ),
  );
});
