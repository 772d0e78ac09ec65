import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  ENTITY,
  embedded,
  production,
  sentence,
  withSettings,
} from "@/testing/setup/production-settings";
import { readEnv } from ".";

test("readEnv: only settings without a default → production mode, with the defaults", () => {
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

test("readEnv: TRUSTED_PROXY_HOPS is missing → error in production with an https APP_URL, else 0", () => {
  expect(withSettings({ TRUSTED_PROXY_HOPS: "0" }).TRUSTED_PROXY_HOPS).toBe(0);
  const withoutBoundFields = { TRUSTED_PROXY_HOPS: undefined };
  expect(() => withSettings(withoutBoundFields)).toThrow(sentence("TRUSTED_PROXY_HOPS isn't set"));
  const local = { ...withoutBoundFields, APP_URL: "http://localhost:3000" };
  expect(withSettings(local).TRUSTED_PROXY_HOPS).toBe(0);
  expect(withSettings({ ...withoutBoundFields, ...embedded }).TRUSTED_PROXY_HOPS).toBe(0);
});

test("readEnv: no settings → one error that names every missing one", () => {
  expect(() => readEnv({})).toThrow(
    sentence(
      Object.keys(production)
        .map((name) => `${name} isn't set`)
        .join("; "),
    ),
  );
});

describe("readEnv: a setting is missing or empty → error", () => {
  test.each(Object.keys(production))("%s", (name) => {
    expect(() => withSettings({ [name]: undefined })).toThrow(sentence(`${name} isn't set`));
    expect(() => withSettings({ [name]: "" })).toThrow(sentence(`${name} isn't set`));
    expect(() => withSettings({ [name]: " " })).toThrow(sentence(`${name} isn't set`));
  });
});

test.each([
  ["TRUSTED_PROXY_HOPS", "TRUSTED_PROXY_HOP"],
  ["NEXTAUTH_SECRET", "NEXT_AUTH_SECRET"],
  ["ENTITY_ADDRESS", "ENTITY_ADRESS"],
  ["SUPPORT_EMAIL", "support_email"],
])("readEnv: %s is missing and %s is set → the error names both", (name, misspelled) => {
  const { [name as keyof typeof production]: value, ...others } = production;
  expect(() => readEnv({ ...others, [misspelled]: value })).toThrow(
    sentence(`${name} isn't set, but ${misspelled} is`),
  );
});

test("readEnv: FIRM_ADDRESS → its lines, split at commas; none without it", () => {
  const { FIRM_ADDRESS } = withSettings({ FIRM_ADDRESS: "1 Example Street, 10115 Berlin" });
  expect(FIRM_ADDRESS).toEqual(["1 Example Street", "10115 Berlin"]);
  expect(withSettings({}).FIRM_ADDRESS).toEqual([]);
});

test("readEnv: a copy of .env.example → every secret that production needs is named as missing", () => {
  const lines = readFileSync(".env.example", "utf8").split("\n");
  const set = lines.flatMap((line) => /^#? ?([A-Z_]+)=([^#]*)/.exec(line)?.slice(1, 3) ?? []);
  const copied = Object.fromEntries(
    set.flatMap((name, at) => (at % 2 === 0 ? [[name, set[at + 1]?.trim() ?? ""]] : [])),
  );
  const secrets = Object.keys(production).filter((name) => /SECRET|KEY|DATABASE|ENTITY/.test(name));
  expect(secrets).toHaveLength(7);
  for (const name of secrets) {
    expect(() => readEnv(copied)).toThrow(`${name} isn't set`);
  }
  expect(copied.VANTA_API_KEY).toBe("");
  expect(copied.METRICS_TOKEN).toBe("");
});
