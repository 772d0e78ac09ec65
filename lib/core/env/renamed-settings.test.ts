import { describe, expect, test } from "vitest";
import { production, sentence, withSettings } from "@/testing/setup/production-settings";
import { readEnv } from ".";
import { renamedSettings } from "./renamed-settings";
import { settingNames } from "./settings";
import { settingWarnings } from "./warnings";

const { VENUE, ...withoutVenue } = production;
const vanta = { VANTA_GATEWAY_URL: "https://gateway.firm.example", VANTA_API_KEY: "key-of-firm" };
const mail = { SMTP_URL: "smtps://mail.example", MAIL_FROM: "Firm <desk@firm.example>" };
const DATABASE_URL = "postgres://firm:Xk3-of-the-firm@db.example/propdesk";
const renames = Object.entries(renamedSettings);

/** The warnings of a start with these settings. */
function warningsOf(change: Record<string, string>): string[] {
  const source = { ...withoutVenue, ...mail, DATABASE_URL, ...change };
  return settingWarnings(readEnv(source), source, settingNames);
}

test("renamedSettings: every entry → the new name is a setting, the old one isn't", () => {
  for (const [oldName, name] of renames) {
    expect(settingNames).toContain(name);
    expect(settingNames).not.toContain(oldName);
  }
});

describe("readEnv: only the old name is set → read", () => {
  test.each([
    ["PROVIDER", "vanta", { VENUE: "vanta" }],
    ["VANTA_ANSWER_SECONDS", "7", { VANTA_TIMEOUT_SECONDS: 7 }],
    ["TRADING_ANSWER_SECONDS", "8", { TRADING_TIMEOUT_SECONDS: 8 }],
    ["RATE_LIMIT_LETTERS", "9", { RATE_LIMIT_EMAILS: 9 }],
  ])("%s", (oldName, value, expected) => {
    const venue = oldName === "PROVIDER" ? vanta : { VENUE };
    expect(readEnv({ ...withoutVenue, ...venue, [oldName]: value })).toMatchObject(expected);
  });
});

test("readEnv: both names are set → the new one is read", () => {
  const both = { VANTA_TIMEOUT_SECONDS: "7", VANTA_ANSWER_SECONDS: "70" };
  expect(withSettings(both)).toMatchObject({ VANTA_TIMEOUT_SECONDS: 7 });
});

test("readEnv: the new name is set and empty → the old one is read", () => {
  const both = { RATE_LIMIT_EMAILS: " ", RATE_LIMIT_LETTERS: "9" };
  expect(withSettings(both)).toMatchObject({ RATE_LIMIT_EMAILS: 9 });
});

test("readEnv: a wrong value under the old name → the old name in the message", () => {
  expect(() => readEnv({ ...withoutVenue, PROVIDER: "paper" })).toThrow(
    sentence("PROVIDER must be embedded or vanta"),
  );
});

test("settingWarnings: an old name alone → says what it was renamed to, and nothing else", () => {
  expect(warningsOf({ PROVIDER: "embedded" })).toEqual([
    "PROVIDER was renamed to VENUE: rename it, the next release doesn't read PROVIDER",
  ]);
});

test("settingWarnings: both names are set → the old one is to be removed", () => {
  expect(warningsOf({ VENUE, PROVIDER: "vanta" })).toEqual([
    "PROVIDER is ignored, since VENUE is set: remove PROVIDER",
  ]);
});

test("settingWarnings: an empty old name → none", () => {
  expect(warningsOf({ VENUE, PROVIDER: "" })).toEqual([]);
});
