import { expect, test } from "vitest";
import { fateOf, planOf } from "./plan";
import { randomOf } from "./random";

const plans = (seed: number) => Array.from({ length: 2_000 }, (_, n) => planOf(seed, n, 2_000));
const share = <T>(of: readonly T[], is: (each: T) => boolean) => of.filter(is).length / of.length;

test("a seed repeats every payment, another makes others", () => {
  expect(plans(1)).toEqual(plans(1));
  expect(plans(1)).not.toEqual(plans(2));
});

test("about a tenth is declined or never paid, a tenth stays processing, a seventh are deposits", () => {
  const all = plans(3);
  const outcome = (...names: string[]) => share(all, (plan) => names.includes(plan.outcome));
  expect(outcome("declined", "left_open")).toBeCloseTo(0.1, 1);
  expect(outcome("settled", "failed_later")).toBeCloseTo(0.1, 1);
  expect(share(all, ({ order }) => "deposit" in order)).toBeCloseTo(0.15, 1);
  expect(new Set(all.map(({ customer }) => customer)).size).toBe(36);
});

test("of a hundred events five are dropped, five doubled and five late, the same for a seed", () => {
  const fates = Array.from({ length: 20_000 }, (_, n) => fateOf(1, n, "a.type", 0));
  for (const name of ["dropped", "duplicated", "late"]) {
    const part = share(fates, ({ fate }) => fate === name);
    expect(Math.abs(part - 0.05)).toBeLessThan(0.005);
  }
  expect(fateOf(1, 5, "a.type", 1)).toEqual(fateOf(1, 5, "a.type", 1));
});

test("random numbers are spread evenly from 0 to 1", () => {
  const random = randomOf("a", 1);
  const drawn = Array.from({ length: 10_000 }, random);
  expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...drawn)).toBeLessThan(1);
  for (const tenth of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) {
    expect(share(drawn, (n) => Math.floor(n * 10) === tenth)).toBeCloseTo(0.1, 1);
  }
});
