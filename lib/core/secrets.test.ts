import { afterEach, expect, test } from "vitest";
import { env } from "./env";
import { decrypt, encrypt } from "./secrets";

const [first, second] = [1, 2].map((byte) => Buffer.alloc(32, byte).toString("base64"));
const settings = env();
const usual = settings.ENCRYPTION_KEYS;
const use = (...keys: (string | undefined)[]) => {
  settings.ENCRYPTION_KEYS = keys.filter((key) => key !== undefined);
};
afterEach(() => use(...usual));

test("encrypt, decrypt: the same owner → the secret; each text differs", () => {
  const texts = [encrypt("whsec_ä", "we_1"), encrypt("whsec_ä", "we_1")];
  expect(texts.map((text) => decrypt(text, "we_1"))).toEqual(["whsec_ä", "whsec_ä"]);
  expect(texts[0]).not.toBe(texts[1]);
  expect(texts.join()).not.toContain("whsec");
});

test("decrypt: another owner → UnreadableSecret", () => {
  const text = encrypt("secret", "we_1");
  expect(() => decrypt(text, "we_2")).toThrow();
});

test("decrypt: a change at any place → UnreadableSecret", () => {
  const text = encrypt("secret", "we_1");
  for (let at = 0; at < text.length; at++) {
    const other = text[at] === "A" ? "B" : "A";
    const changed = text.slice(0, at) + other + text.slice(at + 1);
    // The last character may hold bits that base64 doesn't use.
    if (at < text.length - 1) expect(() => decrypt(changed, "we_1"), changed).toThrow();
  }
});

test("decrypt: the old key behind the new one → readable; without it → UnreadableSecret", () => {
  use(first);
  const old = encrypt("secret", "we_1");
  use(second, first);
  const fresh = encrypt("secret", "we_1");
  expect([decrypt(old, "we_1"), decrypt(fresh, "we_1")]).toEqual(["secret", "secret"]);
  use(second);
  expect(decrypt(fresh, "we_1")).toBe("secret");
  expect(() => decrypt(old, "we_1")).toThrow("no encryption key");
  use(first);
  expect(() => decrypt(fresh, "we_1")).toThrow("no encryption key");
});
