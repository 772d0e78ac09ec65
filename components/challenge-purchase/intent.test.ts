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
  const first = openIntent(1, 100_001);
  expect(openIntent(1, 100_001)).toEqual(first);
  expect(findIntent(1)).toEqual(first);
  closeIntent(1);
  expect(findIntent(1)).toBeNull();
  expect(openIntent(1, 100_001).key).not.toBe(first.key);
});

it("has another key for another wallet and another program", () => {
  const keys = [openIntent(1, 100_001), openIntent(1, 100_002), openIntent(2, 100_002)];
  expect(new Set(keys.map(({ key }) => key)).size).toBe(3);
});

it("keeps the key in memory where the browser stores nothing", () => {
  vi.stubGlobal("sessionStorage", { getItem: refuse, setItem: refuse, removeItem: refuse });
  expect(openIntent(1, 100_001)).toEqual(openIntent(1, 100_001));
});
