import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { closeIntent, findIntent, openIntent } from "./intent";

const fail = () => {
  throw new Error("storage is off");
};

beforeEach(() => {
  const stored = new Map<string, string>();
  vi.stubGlobal("sessionStorage", {
    getItem: (name: string) => stored.get(name) ?? null,
    setItem: (name: string, value: string) => stored.set(name, value),
    removeItem: (name: string) => stored.delete(name),
  });
});

afterEach(() => {
  closeIntent(1);
  closeIntent(2);
  vi.unstubAllGlobals();
});

it("openIntent: the same program and wallet → the same key until the intent is closed", () => {
  const first = openIntent(1, { login: 100_001, amount: 499, termsVersion: 1 });
  expect(openIntent(1, { login: 100_001, amount: 499, termsVersion: 1 })).toEqual(first);
  expect(findIntent(1)).toEqual(first);
  closeIntent(1);
  expect(findIntent(1)).toBeNull();
  expect(openIntent(1, { login: 100_001, amount: 499, termsVersion: 1 }).key).not.toBe(first.key);
});

it("openIntent: another price → the same key with the new price", () => {
  const { key } = openIntent(1, { login: 100_001, amount: 499, termsVersion: 1 });
  expect(openIntent(1, { login: 100_001, amount: 549, termsVersion: 1 })).toEqual({
    key,
    login: 100_001,
    amount: 549,
    termsVersion: 1,
  });
  expect(findIntent(1)?.amount).toBe(549);
});

it("findIntent: stored by the release before, without terms → the intent, with none", () => {
  sessionStorage.setItem("propdesk.buy.1", "100001 a-key 499");
  expect(findIntent(1)).toEqual({ key: "a-key", login: 100_001, amount: 499, termsVersion: null });
});

it("openIntent: another wallet or another program → another key", () => {
  const keys = [
    openIntent(1, { login: 100_001, amount: 499, termsVersion: 1 }),
    openIntent(1, { login: 100_002, amount: 499, termsVersion: 1 }),
    openIntent(2, { login: 100_002, amount: 499, termsVersion: 1 }),
  ];
  expect(new Set(keys.map(({ key }) => key)).size).toBe(3);
});

it("openIntent: a browser that stores nothing → the key is in memory", () => {
  vi.stubGlobal("sessionStorage", { getItem: fail, setItem: fail, removeItem: fail });
  expect(openIntent(1, { login: 100_001, amount: 499, termsVersion: 1 })).toEqual(
    openIntent(1, { login: 100_001, amount: 499, termsVersion: 1 }),
  );
});
