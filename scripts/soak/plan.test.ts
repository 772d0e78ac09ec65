import { expect, test } from "vitest";
import { deliveryOf, planOf } from "./plan";
import { actionsOf, timesHeld } from "./plan-follow-up";
import { randomOf } from "./random";

const plans = (seed: number) => Array.from({ length: 2_000 }, (_, n) => planOf(seed, n, 2_000));
const share = <T>(of: readonly T[], is: (each: T) => boolean) => of.filter(is).length / of.length;

test("planOf: same seed → same plans; another seed → other plans", () => {
  expect(plans(1)).toEqual(plans(1));
  expect(plans(1)).not.toEqual(plans(2));
});

test("planOf: 2,000 payments → a tenth declined or never paid, a tenth processing, a quarter deposits", () => {
  const all = plans(3);
  const course = (...names: string[]) => share(all, (plan) => names.includes(plan.course));
  expect(course("declined", "left_open")).toBeCloseTo(0.1, 1);
  expect(course("settled", "failed_later")).toBeCloseTo(0.1, 1);
  expect(share(all, ({ order }) => "deposit" in order)).toBeCloseTo(0.25, 1);
  expect(new Set(all.map(({ customer }) => customer)).size).toBe(36);
});

test("deliveryOf: 20,000 events → 5 % each dropped, duplicated and late; same for the same seed", () => {
  const deliveries = Array.from({ length: 20_000 }, (_, n) => deliveryOf(1, n, "a.type", 0));
  for (const name of ["dropped", "duplicated", "late"]) {
    const part = share(deliveries, ({ delivery }) => delivery === name);
    expect(Math.abs(part - 0.05)).toBeLessThan(0.005);
  }
  expect(deliveryOf(1, 5, "a.type", 1)).toEqual(deliveryOf(1, 5, "a.type", 1));
});

test("randomOf: 10,000 numbers → evenly spread from 0 to 1", () => {
  const random = randomOf("a", 1);
  const drawn = Array.from({ length: 10_000 }, random);
  expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...drawn)).toBeLessThan(1);
  for (const tenth of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) {
    expect(share(drawn, (n) => Math.floor(n * 10) === tenth)).toBeCloseTo(0.1, 1);
  }
});

test("planOf: 2,000 payments → every action is planned, and only for payments that are paid", () => {
  const all = plans(3);
  const actions = new Set(all.flatMap(({ followUp }) => actionsOf(followUp)));
  expect([...actions].sort()).toEqual([
    "dispute",
    "dispute: lose",
    "dispute: reopen",
    "dispute: win",
    "inquiry",
    "refund by dashboard",
    "refund by operator",
    "refund: fail",
    "refund: settle",
  ]);
  const unpaid = all.filter(({ course }) =>
    ["failed_later", "declined", "left_open"].includes(course),
  );
  expect(unpaid.every(({ followUp, spends }) => followUp.kind === "nothing" && !spends)).toBe(true);
  expect(
    all.filter(({ spends, followUp }) => spends && followUp.kind === "dispute").length,
  ).toBeGreaterThan(5);
  expect(all.filter(({ hasKey }) => !hasKey).every(({ order }) => "deposit" in order)).toBe(true);
});

test("planOf: two deposits without a key → never the same amount", () => {
  const amounts = plans(4).flatMap(({ order }) => ("deposit" in order ? [order.deposit] : []));
  expect(new Set(amounts).size).toBe(amounts.length);
});

test.each([
  [{ inquiry: false, decisions: [] }, 1],
  [{ inquiry: false, decisions: ["win", "reopen", "lose"] }, 2],
  [{ inquiry: true, decisions: ["win"] }, 0],
  [{ inquiry: true, decisions: ["lose"] }, 1],
] as const)("timesHeld: %j → %d", (dispute, times) => {
  expect(timesHeld({ kind: "dispute", ...dispute })).toBe(times);
});
