import { describe, expect, test } from "vitest";
import { AT, cents, DAY, deal, kinds, operation, phase, play } from "@/testing/rules/phase";
import { consistencyOf, judge, judgeConsistency, type TradingEvent } from "./index";
import type { Consistency, RuleSet } from "./schemas";

const target: NonNullable<RuleSet["profit_target"]> = {
  amount: { cents: cents(1) },
  measure: "balance_flat",
  hold: "once",
};
const half: Consistency = {
  unit: "day",
  best_max_pct: 5_000,
  of: "total_profit",
  comparison: "at_most",
  when: "pass",
  effect: "block",
};

test.each([
  ["at_most", 3_000, 100, 334],
  ["less_than", 3_000, 100, 334],
  ["at_most", 5_000, 100, 200],
  ["less_than", 5_000, 100, 201],
] as const)(
  "judgeConsistency: %s %d of a best of %d → %d is needed",
  (comparison, best_max_pct, best, needed) => {
    const rule = { comparison, best_max_pct };
    expect(judgeConsistency(rule, best, needed)).toEqual({ is_met: true, needed });
    expect(judgeConsistency(rule, best, needed - 1)).toEqual({ is_met: false, needed });
  },
);

test("judgeConsistency: a profit of a cent, of which nothing was the best → met; no profit → not", () => {
  const rule = { comparison: "at_most", best_max_pct: 5_000 } as const;
  expect(judgeConsistency(rule, 0, 1).is_met).toBe(true);
  expect(judgeConsistency(rule, 0, 0).is_met).toBe(false);
});

describe("consistency: to pass", () => {
  test.each([
    ["day", "total_profit", [600, -200, 600], true],
    ["day", "total_profit", [600, -201, 600], false],
    ["day", "winning_days", [900, -900, 400, 400], false],
    ["day", "winning_days", [600, -500, 600], true],
    ["trade", "total_profit", [601, 400], false],
    ["trade", "winning_days", [601, -1_000, 601], true],
    ["trade", "winning_days", [700, -300, 601], false],
  ] as const)("consistency of a %s in %s, results %j → met: %j", (unit, of, results, isMet) => {
    const best_max_pct = unit === "day" && of === "total_profit" ? 6_000 : 5_000;
    const { rules, state } = phase({
      profit_target: target,
      consistency: { unit, best_max_pct, of, comparison: "at_most", when: "pass", effect: "block" },
    });
    let balance = 100_000;
    const events = results.map((result, day) => {
      balance += result;
      return deal({
        at: AT + day * DAY,
        balance,
        profit: result,
        open: day + 1 < results.length ? 1 : 0,
      });
    });
    expect(play(rules, state, events).state.status).toBe(isMet ? "passed" : "active");
  });

  test("consistency: one day made all of the profit → blocked until others made enough", () => {
    const { rules, state } = phase({
      profit_target: { ...target, amount: { pct_of_initial: 1_000 }, hold: "at_decision" },
      consistency: {
        unit: "day",
        best_max_pct: 5_000,
        of: "total_profit",
        comparison: "at_most",
        when: "pass",
        effect: "block",
      },
    });
    const first = judge(rules, state, deal({ at: AT, balance: 110_000, profit: 10_000 }));
    expect(kinds(first.verdicts)).toEqual(["target_reached"]);
    const second = judge(
      rules,
      first.state,
      deal({ at: AT + DAY, balance: 120_000, profit: 10_000 }),
    );
    expect(kinds(second.verdicts)).toEqual(["passed"]);
  });

  test.each([
    ["pass", "active"],
    ["both", "active"],
    ["payout", "passed"],
  ] as const)("when %s, one day made all of the profit → %s", (when, status) => {
    const { rules, state } = phase({ profit_target: target, consistency: { ...half, when } });
    const won = judge(rules, state, deal({ at: AT, balance: 101_000, profit: 1_000 }));
    expect(won.state.status).toBe(status);
  });

  test("effect review → passed, with a review of the best day and the profit that it needs", () => {
    const consistency = { ...half, effect: "review" } as const;
    const { rules, state } = phase({ profit_target: target, consistency });
    const { verdicts } = judge(rules, state, deal({ at: AT, balance: 101_000, profit: 1_000 }));
    expect(verdicts.slice(1)).toEqual([
      {
        kind: "review",
        rule: "consistency",
        threshold: cents(2_000),
        observed: cents(1_000),
        at: AT,
      },
      { kind: "passed", rule: null, threshold: null, observed: null, at: AT },
    ]);
  });
});

describe("consistency: of a payout", () => {
  const paid = (at: number, amount: number, balance: number) =>
    ({ ...operation(at, -amount, balance), kind: "payout" }) as const;
  const days = (results: number[], from = AT) => {
    let balance = 100_000;
    return results.map((profit, day) => {
      balance += profit;
      return deal({ at: from + day * DAY, balance, profit });
    });
  };

  test.each([
    ["payout", true],
    ["both", true],
    ["pass", false],
  ] as const)("when %s → required: %j", (when, isRequired) => {
    const { rules, state } = phase({ consistency: { ...half, when } });
    const result = consistencyOf(rules, play(rules, state, days([500, 600])).state, "payout");
    expect(result).toEqual(
      isRequired
        ? {
            is_met: false,
            best: cents(600),
            of: cents(1_100),
            needed: cents(1_200),
            effect: "block",
          }
        : null,
    );
  });

  test.each([
    ["day", { best: cents(700), of: cents(1_300) }],
    ["trade", { best: cents(600), of: cents(1_300) }],
  ] as const)("of winning %ss → losses are no part of it", (unit, expected) => {
    const own = { unit, of: "winning_days", when: "payout" } as const;
    const { rules, state } = phase({ consistency: { ...half, ...own } });
    const second = deal({ at: AT, balance: 100_700, profit: 200 });
    const [first, third, fourth] = days([500, -100, 600]);
    const events = [first, second, third, fourth].filter((event) => event !== undefined);
    expect(consistencyOf(rules, play(rules, state, events).state, "payout")).toMatchObject(
      expected,
    );
    expect(consistencyOf(rules, state, "payout")).toMatchObject({ best: 0, of: 0 });
  });

  test("after a payout → the profit since then, also of the same day; other withdrawals change nothing", () => {
    const { rules, state } = phase({ consistency: { ...half, when: "payout" } });
    const traded = play(rules, state, days([500, 600])).state;
    const withdrawn = { ...paid(AT + DAY, 1_000, 100_100), kind: "withdrawal" } as const;
    const of = (events: TradingEvent[]) =>
      consistencyOf(rules, play(rules, traded, events).state, "payout");
    expect(of([withdrawn])).toMatchObject({ best: cents(600), of: cents(1_100) });
    expect(of([paid(AT + DAY, 1_000, 100_100)])).toMatchObject({ best: 0, of: 0, is_met: false });
    const again = days([70, 70], AT + DAY);
    expect(of([paid(AT + DAY, 1_000, 100_100), ...again])).toMatchObject({
      best: cents(70),
      of: cents(140),
      is_met: true,
    });
  });

  test("after a payout → the day's profit still counts for the trading day", () => {
    const { rules, state } = phase({
      min_trading_days: { days: 9, counts: "closed_profit", min_profit: { cents: cents(500) } },
    });
    const events = [
      ...days([500]),
      paid(AT, 500, 100_000),
      deal({ at: AT + DAY, balance: 100_000 }),
    ];
    expect(play(rules, state, events).state.trading_days).toBe(1);
  });

  test("a charge → part of the profit, and of its day", () => {
    const { rules, state } = phase({ consistency: { ...half, when: "payout" } });
    const charge: TradingEvent = {
      type: "charge",
      at: AT + DAY,
      amount: cents(-100),
      balance: cents(101_000),
      equity: cents(101_000),
    };
    const after = play(rules, state, [...days([500, 600]), charge]).state;
    expect(consistencyOf(rules, after, "payout")).toMatchObject({
      best: cents(500),
      of: cents(1_000),
      is_met: true,
    });
  });
});

test("credit → in neither balance nor equity: nothing changes but the time", () => {
  const { rules, state } = phase({ profit_target: target, after_withdrawal: "shift" });
  const credit: TradingEvent = {
    type: "balance_operation",
    kind: "credit",
    at: AT + 1,
    amount: cents(5_000),
    balance: cents(105_000),
    equity: cents(105_000),
  };
  expect(judge(rules, state, credit)).toEqual({ state: { ...state, at: AT + 1 }, verdicts: [] });
});
