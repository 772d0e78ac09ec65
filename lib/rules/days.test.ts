import { describe, expect, test } from "vitest";
import {
  AT,
  cents,
  DAY,
  deal,
  HOUR,
  operation,
  phase,
  play,
  snapshot,
} from "@/testing/rules/phase";
import { advance, judge, type TradingEvent } from "./index";
import type { RuleSet } from "./schemas";

// The first boundary after AT.
const MIDNIGHT = Date.parse("2026-06-03T00:00:00Z");

describe("days", () => {
  const profit = { amount: { cents: cents(1) }, measure: "balance_flat", hold: "once" } as const;
  const countedDays = (
    counts: NonNullable<RuleSet["min_trading_days"]>["counts"],
    events: TradingEvent[],
  ) => {
    const min_profit = { cents: cents(500) };
    const { rules, state } = phase({ min_trading_days: { days: 5, counts, min_profit } });
    return advance(rules, play(rules, state, events).state, MIDNIGHT).state.trading_days;
  };

  test("closed_profit_net_of_floating → a floating loss is subtracted, a floating profit isn't added", () => {
    const closed = (equity: number) => [
      deal({ at: AT, balance: 100_700, equity, profit: 700, open: 1 }),
    ];
    expect(countedDays("closed_profit_net_of_floating", closed(100_500))).toBe(1);
    expect(countedDays("closed_profit_net_of_floating", closed(100_499))).toBe(0);
    const little = [deal({ at: AT, balance: 100_400, equity: 101_000, profit: 400, open: 1 })];
    expect(countedDays("closed_profit_net_of_floating", little)).toBe(0);
  });

  test("day_profit → the day's change of equity, without deposits and the days before", () => {
    expect(countedDays("day_profit", [snapshot(AT, 100_500)])).toBe(1);
    expect(countedDays("day_profit", [snapshot(AT, 100_499)])).toBe(0);
    expect(countedDays("day_profit", [operation(AT, 900, 100_900)])).toBe(0);
    expect(countedDays("day_profit", [operation(AT, -900, 99_100), snapshot(AT, 99_600)])).toBe(1);
    const { rules, state } = phase({
      min_trading_days: { days: 5, counts: "day_profit", min_profit: null },
    });
    const first = judge(rules, state, operation(AT, 900, 100_900)).state;
    const second = judge(rules, first, snapshot(AT + HOUR, 101_500)).state;
    const third = judge(rules, second, operation(MIDNIGHT + HOUR, 300, 101_800)).state;
    expect(advance(rules, third, MIDNIGHT + DAY).state.trading_days).toBe(1);
  });

  test("opened_and_closed, opened_or_closed → the deals of one day", () => {
    const counts = (rule: "opened_and_closed" | "opened_or_closed", entries: ("in" | "out")[]) =>
      countedDays(
        rule,
        entries.map((entry) => deal({ at: AT, entry, balance: 100_000 })),
      );
    expect(counts("opened_and_closed", ["in"])).toBe(0);
    expect(counts("opened_and_closed", ["out"])).toBe(0);
    expect(counts("opened_and_closed", ["in", "out"])).toBe(1);
    expect(counts("opened_or_closed", ["out"])).toBe(1);
    expect(counts("opened_or_closed", ["in"])).toBe(1);
  });

  test("max_trading_days: expired as the day after the last one begins", () => {
    const { rules, state } = phase({
      min_trading_days: { days: 1, counts: "opened", min_profit: null },
      max_trading_days: 2,
    });
    const first = judge(rules, state, deal({ at: AT, balance: 100_000 })).state;
    expect(advance(rules, first, MIDNIGHT + 5 * DAY).state.status).toBe("active");
    const second = judge(rules, first, deal({ at: AT + DAY, balance: 100_000 })).state;
    const ended = advance(rules, second, MIDNIGHT + 5 * DAY);
    expect(ended.verdicts.at(-1)).toEqual({
      kind: "expired",
      rule: "max_trading_days",
      threshold: 2,
      observed: 2,
      at: MIDNIGHT + DAY,
    });
  });

  test("time_limit from the first trade, inactivity from the last opening → counted from their days", () => {
    const limited = phase({ time_limit: { days: 3, from: "first_trade" } });
    const late = judge(limited.rules, limited.state, deal({ at: AT + 5 * DAY, balance: 100_000 }));
    expect(late.state.status).toBe("active");
    expect(advance(limited.rules, late.state, AT + 99 * DAY).verdicts).toEqual([
      {
        kind: "expired",
        rule: "time_limit",
        threshold: 3,
        observed: 4,
        at: MIDNIGHT + 8 * DAY,
      },
    ]);
    const idle = phase({ inactivity_days: 3 });
    const traded = judge(idle.rules, idle.state, deal({ at: AT + 2 * DAY, balance: 100_000 }));
    expect(advance(idle.rules, traded.state, AT + 99 * DAY).verdicts).toEqual([
      {
        kind: "expired",
        rule: "inactivity_days",
        threshold: 3,
        observed: 4,
        at: MIDNIGHT + 5 * DAY,
      },
    ]);
  });

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
      profit_target: profit,
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
});
