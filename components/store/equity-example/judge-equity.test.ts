import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dailyLoss, daysWithAnOpening, ruleSet, target, totalLoss } from "@/lib/rules";
import { presets } from "@/lib/rules/presets";
import type { RuleSet } from "@/lib/rules/schemas";
import { describeEquity, type ExamplePhase } from "./describe-equity";
import { dayStarts, exampleScale, workedRows } from "./example-scale";
import { judgeEquity } from "./judge-equity";

const day = { zone: "UTC", starts_at: "00:00" };
const losses = {
  profit_target: target({ pct_of_initial: 800 }),
  daily_loss: dailyLoss({ pct_of_initial: 500 }, "balance"),
  total_loss: totalLoss({ pct_of_initial: 1_000 }),
};
const evaluation = (own: Partial<RuleSet> = {}): ExamplePhase => ({
  rules: { ...ruleSet(day, losses), ...own },
  initial: 10_000_000,
  currency: "usd",
  phase_type: 0,
});
const { daily_loss: daily, total_loss: total } = evaluation().rules;
if (!daily || !total) throw new Error("the example has losses");

const headline = (phase: ExamplePhase, equity: number, isOpen = true) =>
  describeEquity(phase, { dayStart: phase.initial, equity, isOpen }).headline;

describe("describeEquity:", () => {
  test.each([
    [9_490_000, "At $94,900.00 the daily loss limit is reached: the challenge ends."],
    [9_500_000, "At $95,000.00 the challenge goes on."],
    [9_499_999, "At $94,999.99 the daily loss limit is reached: the challenge ends."],
    [
      10_800_000,
      "At $108,000.00 the profit target isn't reached yet: it counts once the profit is closed.",
    ],
  ])("equity of %i with positions open → %s", (equity, text) => {
    expect(headline(evaluation(), equity)).toBe(text);
  });

  test("the target with positions closed → passed; with days that are missing → they are named", () => {
    expect(headline(evaluation(), 10_800_000, false)).toBe(
      "At $108,000.00 the profit target is reached: the phase is passed.",
    );
    const days = evaluation({ min_trading_days: daysWithAnOpening(5) });
    expect(headline(days, 10_800_000, false)).toBe(
      "At $108,000.00 the profit target is reached. You pass once you have 5 trading days too.",
    );
  });

  test("the total loss alone → named; of a funded phase → the phase ends", () => {
    const alone = evaluation({ daily_loss: null });
    expect(headline(alone, 8_999_999)).toBe(
      "At $89,999.99 the total loss limit is reached: the challenge ends.",
    );
    expect(headline({ ...alone, phase_type: 1 }, 8_999_999)).toContain("the funded phase ends");
  });

  test("a loss of balance → open positions change nothing; a touch of the floor → ends", () => {
    const balance = evaluation({ daily_loss: { ...daily, measure: "balance" }, total_loss: null });
    expect(headline(balance, 9_000_000)).toContain("goes on");
    expect(headline(balance, 9_000_000, false)).toContain("the challenge ends");
    const touch = evaluation({ daily_loss: { ...daily, at_limit: "touch" } });
    expect(headline(touch, 9_500_000)).toContain("the challenge ends");
  });

  test("a daily loss that pauses → pauses; one that is checked at the day's end → says so", () => {
    const pausing: RuleSet["daily_loss"] = JSON.parse(
      JSON.stringify(daily).replace('"fail"', '"pause"'),
    );
    expect(headline(evaluation({ daily_loss: pausing }), 9_400_000)).toBe(
      "At $94,000.00 the daily loss limit is reached: trading pauses until the next trading day.",
    );
    const dayEnd = evaluation({ daily_loss: { ...daily, check: "day_end" }, total_loss: null });
    expect(headline(dayEnd, 9_400_000)).toBe(
      "If the trading day ends at $94,000.00, the daily loss limit is reached: the challenge ends.",
    );
  });

  test("the distances → to each floor and to the target", () => {
    const { marks, change } = describeEquity(evaluation(), {
      dayStart: 10_000_000,
      equity: 9_490_000,
      isOpen: true,
    });
    expect(change).toBe("−$5,100.00");
    expect(marks.map(({ name, amount, distance }) => [name, amount, distance])).toEqual([
      ["Daily floor", "$95,000.00", "$100.00 below it"],
      ["Total floor", "$90,000.00", "$4,900.00 left"],
      ["Profit target", "$108,000.00", "$13,100.00 to go"],
    ]);
  });
});

test("describeEquity: a day that starts with a profit → its own daily floor; a trailing total floor has moved", () => {
  const trailing = evaluation({
    total_loss: { ...total, reference: "day_end_balance_high" },
  });
  const floorsOf = (dayStart: number) =>
    describeEquity(trailing, { dayStart, equity: dayStart, isOpen: true })
      .marks.filter(({ id }) => id !== "target")
      .map(({ amount }) => amount);
  expect(floorsOf(10_000_000)).toEqual(["$95,000.00", "$90,000.00"]);
  expect(floorsOf(10_300_000)).toEqual(["$98,000.00", "$93,000.00"]);
  expect(floorsOf(9_800_000)).toEqual(["$93,000.00", "$90,000.00"]);
});

const phases = presets.flatMap(({ id, phases: all }) =>
  all.map(({ name, phaseType, rules }): [string, ExamplePhase] => [
    `${id} ${name}`,
    { rules, initial: 10_000_000, currency: "usd", phase_type: phaseType === "funded" ? 1 : 0 },
  ]),
);

test.each(phases)(
  "judgeEquity: %s, any equity → ends or pauses exactly beyond a floor",
  (_, phase) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20_000_000 }), fc.boolean(), (equity, isOpen) => {
        const { floors, event } = judgeEquity({
          ...phase,
          dayStart: phase.initial,
          equity,
          isOpen,
        });
        const isBeyond = floors.some(({ rule, left }) => {
          const isTouch = phase.rules[rule]?.at_limit === "touch";
          return isTouch ? left <= 0 : left < 0;
        });
        expect(event.kind === "breached" || event.kind === "paused").toBe(isBeyond);
      }),
      { numRuns: 200 },
    );
  },
);

test.each(phases)(
  "exampleScale, workedRows: %s → everything inside, each floor that decides named",
  (_, phase) => {
    const scale = exampleScale(phase);
    if (!scale) return;
    const { marks } = describeEquity(phase, {
      dayStart: phase.initial,
      equity: scale.start,
      isOpen: true,
    });
    for (const amount of [phase.initial, scale.start, ...marks.map(({ at }) => at)]) {
      expect(amount).toBeGreaterThanOrEqual(scale.low);
      expect(amount).toBeLessThanOrEqual(scale.high);
    }
    expect((scale.start - scale.low) % scale.step).toBe(0);
    for (const { amount } of dayStarts(phase, scale)) {
      const { event } = judgeEquity({ ...phase, dayStart: amount, equity: amount, isOpen: true });
      expect([amount, event]).toEqual([amount, { kind: "none" }]);
    }
    const rows = workedRows(phase);
    expect(rows.length).toBeGreaterThan(0);
    for (const { equity, text } of rows) expect(text).toContain(equity);
  },
);

test("workedRows: two floors on the first day → the one that decides, to the cent; a phase without floors → the target", () => {
  expect(workedRows(evaluation()).map(({ name, equity }) => [name, equity])).toEqual([
    ["Exactly the daily floor", "$95,000.00"],
    ["Just below the daily floor", "$94,999.99"],
    ["At the profit target, positions closed", "$108,000.00"],
  ]);
  const free = evaluation({ daily_loss: null, total_loss: null });
  expect(workedRows(free)).toHaveLength(1);
  expect(exampleScale({ ...free, rules: { ...free.rules, profit_target: null } })).toBeNull();
});
