import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  ENTITY,
  embedded,
  production,
  sentence,
  withSettings,
} from "@/testing/production-settings";
import { readEnv } from "./env";

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
  ["TRUSTED_PROXY_HOPS", "TRUSTED_PROXY_HOP"],
  ["NEXTAUTH_SECRET", "NEXT_AUTH_SECRET"],
  ["TERMS_VERSION", "TERMS_VERISON"],
  ["SUPPORT_EMAIL", "support_email"],
])("%s is missing and %s is set → both are named", (name, misspelled) => {
  const { [name as keyof typeof production]: value, ...others } = production;
  expect(() => readEnv({ ...others, [misspelled]: value })).toThrow(
    sentence(`${name} is not set, but ${misspelled} is`),
  );
});

test("the lines of the firm's address are told apart by commas, and there need be none", () => {
  const { FIRM_ADDRESS } = withSettings({ FIRM_ADDRESS: "1 Example Street, 10115 Berlin" });
  expect(FIRM_ADDRESS).toEqual(["1 Example Street", "10115 Berlin"]);
  expect(withSettings({}).FIRM_ADDRESS).toEqual([]);
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
