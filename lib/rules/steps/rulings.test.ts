import { describe, expect, test } from "vitest";
import {
  AT,
  cents,
  DAY,
  dailyLoss,
  deal,
  HOUR,
  kinds,
  MIDNIGHT,
  phase,
  play,
  snapshot,
  trailingLoss,
} from "@/testing/rules/phase";
import { breached, reinstate } from "@/testing/rules/rulings";
import { advance, consistencyOf, judge, type PhaseState, type TradingEvent } from "../index";
import type { RuleSet } from "../schemas";

const correct = (at: number, amount: number, balance: number) =>
  ({
    type: "ruling",
    kind: "correction",
    at,
    amount: cents(amount),
    balance: cents(balance),
    equity: cents(balance),
  }) satisfies TradingEvent;
const exclude = (at: number, amount: number): TradingEvent => ({
  type: "ruling",
  kind: "exclude",
  at,
  amount: cents(amount),
});
const revoke = (at: number): TradingEvent => ({ type: "ruling", kind: "revoke_pass", at });

const target: RuleSet["profit_target"] = {
  amount: { pct_of_initial: 1_000 },
  measure: "balance_flat",
  hold: "at_decision",
};

describe("correction", () => {
  test("of a breached phase → the balance changes, the status only with a reinstatement", () => {
    const { rules, state } = breached();
    const corrected = judge(rules, state, correct(AT + 1, 5_000, 99_000));
    expect(corrected.verdicts).toEqual([]);
    expect(corrected.state).toMatchObject({
      status: "breached",
      balance: cents(99_000),
      at: AT + 1,
    });
  });

  test("of an active phase → a trading result, judged at once", () => {
    const { rules, state } = phase({ profit_target: target, daily_loss: dailyLoss });
    expect(kinds(judge(rules, state, correct(AT, 10_000, 110_000)).verdicts)).toEqual([
      "target_reached",
      "passed",
    ]);
    expect(judge(rules, state, correct(AT, -5_001, 94_999)).state.status).toBe("breached");
  });

  test("→ no day's result: it counts no trading day and is no best day, and is in the total", () => {
    const { rules, state } = phase({
      min_trading_days: { days: 5, counts: "day_profit", min_profit: null },
      total_loss: trailingLoss,
      consistency: {
        unit: "day",
        best_max_pct: 5_000,
        of: "total_profit",
        comparison: "at_most",
        when: "payout",
        effect: "block",
      },
    });
    const corrected = judge(rules, state, correct(AT, 500, 100_500)).state;
    expect(corrected.total?.mark).toBe(cents(100_500));
    const later = advance(rules, corrected, MIDNIGHT).state;
    expect(later.trading_days).toBe(0);
    expect(consistencyOf(rules, later, "payout")).toMatchObject({ best: 0, of: cents(500) });
  });
});

describe("exclude", () => {
  const reached = (hold: "at_decision" | "once", events: TradingEvent[]) => {
    const { rules, state } = phase({
      profit_target: { ...target, hold } as RuleSet["profit_target"],
      min_trading_days: { days: 2, counts: "opened", min_profit: null },
    });
    return play(rules, state, events);
  };

  test("→ the target is reached without that profit", () => {
    const { rules, state } = phase({ profit_target: target });
    const after = judge(rules, state, exclude(AT, 500)).state;
    expect(after.excluded).toBe(cents(500));
    expect(judge(rules, after, snapshot(AT, 110_499.99)).state.status).toBe("active");
    const { verdicts } = judge(rules, after, snapshot(AT, 110_500));
    expect(verdicts[0]).toMatchObject({ kind: "target_reached", threshold: cents(110_500) });
    expect(judge(rules, after, exclude(AT, 250)).state.excluded).toBe(cents(750));
  });

  test("a target that was to be reached once, without it not reached → reached again later", () => {
    const events = [deal({ at: AT, balance: 110_400, profit: 10_400 }), exclude(AT + 1, 500)];
    const { state } = reached("once", events);
    expect(state.target_reached_at).toBeNull();
    const second = deal({ at: AT + DAY, balance: 110_400 });
    expect(reached("once", [...events, second]).state.status).toBe("active");
    const third = deal({ at: AT + DAY, balance: 110_500, profit: 100 });
    expect(kinds(reached("once", [...events, third]).verdicts).slice(-2)).toEqual([
      "target_reached",
      "passed",
    ]);
  });

  test("a target that was reached by more than the excluded profit → stays reached", () => {
    const events = [
      deal({ at: AT, balance: 110_500, profit: 10_500 }),
      deal({ at: AT, entry: "in", balance: 105_000, open: 1 }),
      exclude(AT + 1, 500),
    ];
    expect(reached("once", events).state.target_reached_at).toBe(AT);
    const second = deal({ at: AT + DAY, balance: 105_000 });
    expect(reached("once", [...events, second]).state.status).toBe("passed");
  });

  test("→ in no total of consistency, until the next payout begins it anew", () => {
    const consistency = {
      unit: "day",
      best_max_pct: 5_000,
      of: "total_profit",
      comparison: "at_most",
      when: "payout",
      effect: "block",
    } as const;
    const { rules, state } = phase({ consistency });
    const won = judge(rules, state, deal({ at: AT, balance: 101_000, profit: 1_000 })).state;
    const after = judge(rules, won, exclude(AT, 300)).state;
    expect(consistencyOf(rules, after, "payout")).toMatchObject({ of: cents(700) });
  });
});

describe("revoke_pass", () => {
  const passed = () => {
    const { rules, state } = phase({ profit_target: target });
    return { rules, state: judge(rules, state, snapshot(AT, 110_000)).state };
  };

  test("a phase that passed → canceled, without a verdict; no event changes it", () => {
    const { rules, state } = passed();
    const { state: after, verdicts } = judge(rules, state, revoke(AT + 1));
    expect([after, verdicts]).toEqual([{ ...state, status: "cancelled", at: AT + 1 }, []]);
    expect(judge(rules, after, snapshot(AT + DAY, 120_000)).state).toEqual(after);
    expect(advance(rules, after, AT + 9 * DAY).state).toEqual(after);
  });

  test("an appeal that is granted → reinstated, and passed again if it still does", () => {
    const { rules, state } = passed();
    const { state: cancelled } = judge(rules, state, revoke(AT + 1));
    const again = judge(rules, cancelled, reinstate(AT + 2, 110_000));
    expect([again.state.status, kinds(again.verdicts)]).toEqual(["passed", ["passed"]]);
    expect(judge(rules, cancelled, reinstate(AT + 2, 109_000)).state.status).toBe("active");
  });

  test.each(["active", "breached"])("a phase that is %s → stays so", (status) => {
    const { rules, state } =
      status === "active" ? phase({ profit_target: target }) : breached({ profit_target: target });
    const after: PhaseState = judge(rules, state, revoke(AT + 1)).state;
    expect(after.status).toBe(status);
  });

  test("a phase that passed → isn't reinstated", () => {
    const { rules, state } = passed();
    const { state: after } = judge(rules, state, reinstate(AT + 1, 90_000));
    expect([after.status, after.balance]).toEqual(["passed", cents(110_000)]);
  });
});

test("rulings: an earlier time than the last event's → counts as the last; boundaries come first", () => {
  const { rules, state } = phase({ daily_loss: dailyLoss });
  const later = judge(rules, state, snapshot(AT + HOUR, 100_000)).state;
  expect(judge(rules, later, exclude(AT, 1)).state.at).toBe(AT + HOUR);
  expect(judge(rules, later, exclude(MIDNIGHT, 1)).state.day).toBe(1);
});
