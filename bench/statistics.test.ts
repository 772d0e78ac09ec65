import { expect, test } from "vitest";
import { quotient, reader } from "./measured";
import { median, percentile, ratios } from "./statistics";
import { renderTable } from "./table";

test("median: → the middle value, or the mean of the two in the middle", () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([1, 9, 10, 3])).toBe(6);
  expect(() => median([])).toThrow("nothing was measured");
});

test("percentile: → the least value that this share doesn't exceed", () => {
  const hundred = Array.from({ length: 100 }, (_, n) => 100 - n);
  expect(percentile(hundred, 0.5)).toBe(50);
  expect(percentile(hundred, 0.99)).toBe(99);
  expect(percentile([7], 0.01)).toBe(7);
  expect(() => percentile([], 0.5)).toThrow("nothing was measured");
});

test("ratios: a slow moment of the machine → no effect, since ratios are taken in each round", () => {
  const samples = new Map([
    ["buy.rate", [50, 10, 50]],
    ["floor.rate", [100, 20, 100]],
    ["once.rate", [1]],
  ]);
  const { ratio, row } = reader(samples);
  const goal = { least: 0.5 };
  expect(ratio("buy", "buy.rate", "floor.rate", goal)).toEqual({
    name: "buy",
    value: 0.5,
    unit: "×",
    baseline: 100,
    target: 0.5,
    ok: true,
  });
  expect(() => ratios([1, 2], [1])).toThrow("not measured in the same rounds");
  expect(() => ratio("buy", "buy.rate", "once.rate")).toThrow("not measured in the same rounds");
  expect(() => row("list", "list.rate", "/s")).toThrow("list.rate was not measured");
});

test("table: each row → whether it meets its target", () => {
  const rows = [
    quotient("memory", 130, 100, { most: 1.2 }),
    quotient("buy", 40, 100, { least: 0.35 }),
    quotient("poll", 1_500, 1, undefined),
  ];
  expect(renderTable(rows).split("\n")).toEqual([
    "          is     baseline  target",
    "─────────────────────────────────────────",
    "memory  1.30  ×       100    1.20  MISSED",
    "buy     0.40  ×       100    0.35      ok",
    "poll    1500  ×         1",
  ]);
});
