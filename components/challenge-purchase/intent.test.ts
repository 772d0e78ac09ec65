import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { closeIntent, findIntent, openIntent } from "./intent";

const refuse = () => {
  throw new Error("storage is off");
};

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal("sessionStorage", {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
    removeItem: (name: string) => kept.delete(name),
  });
});

afterEach(() => {
  closeIntent(1);
  closeIntent(2);
  vi.unstubAllGlobals();
});

it("keeps one key for a program and wallet until its end is known", () => {
  const first = openIntent(1, 100_001, 499);
  expect(openIntent(1, 100_001, 499)).toEqual(first);
  expect(findIntent(1)).toEqual(first);
  closeIntent(1);
  expect(findIntent(1)).toBeNull();
  expect(openIntent(1, 100_001, 499).key).not.toBe(first.key);
});

it("keeps the key, and not the price, when the price is another one", () => {
  const { key } = openIntent(1, 100_001, 499);
  expect(openIntent(1, 100_001, 549)).toEqual({ key, login: 100_001, amount: 549 });
  expect(findIntent(1)?.amount).toBe(549);
});

it("has another key for another wallet and another program", () => {
  const keys = [
    openIntent(1, 100_001, 499),
    openIntent(1, 100_002, 499),
    openIntent(2, 100_002, 499),
  ];
  expect(new Set(keys.map(({ key }) => key)).size).toBe(3);
});

it("keeps the key in memory where the browser stores nothing", () => {
  vi.stubGlobal("sessionStorage", { getItem: refuse, setItem: refuse, removeItem: refuse });
  expect(openIntent(1, 100_001, 499)).toEqual(openIntent(1, 100_001, 499));
});
