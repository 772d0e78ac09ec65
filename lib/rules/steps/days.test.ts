import { describe, expect, test } from "vitest";
import {
  AT,
  cents,
  DAY,
  deal,
  HOUR,
  MIDNIGHT,
  operation,
  phase,
  play,
  snapshot,
} from "@/testing/rules/phase";
import { advance, judge, type TradingEvent } from "../index";
import type { RuleSet } from "../schemas";

describe("days", () => {
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
    const little = [
      deal({ at: AT, balance: 100_499.99, equity: 101_000, profit: 499.99, open: 1 }),
    ];
    expect(countedDays("closed_profit_net_of_floating", little)).toBe(0);
  });

  test("day_profit → the day's change of equity, without deposits and the days before", () => {
    expect(countedDays("day_profit", [snapshot(AT, 100_500)])).toBe(1);
    expect(countedDays("day_profit", [snapshot(AT, 100_499)])).toBe(0);
    expect(countedDays("day_profit", [snapshot(AT, 100_500, 100_000)])).toBe(1);
    expect(countedDays("day_profit", [operation(AT, 900, 100_900)])).toBe(0);
    expect(countedDays("day_profit", [operation(AT, -900, 99_100), snapshot(AT, 99_600)])).toBe(1);
    const { rules, state } = phase({
      min_trading_days: { days: 5, counts: "day_profit", min_profit: null },
    });
    const first = judge(rules, state, operation(AT, 900, 100_900)).state;
    const second = judge(rules, first, snapshot(AT + HOUR, 101_500)).state;
    const third = judge(rules, second, operation(MIDNIGHT + HOUR, 300, 101_800)).state;
    expect(advance(rules, third, MIDNIGHT + DAY).state.trading_days).toBe(1);
    const fourth = judge(rules, third, snapshot(MIDNIGHT + 2 * HOUR, 101_800.01)).state;
    expect(advance(rules, fourth, MIDNIGHT + DAY).state.trading_days).toBe(2);
  });

  test.each([
    "closed_profit",
    "closed_profit_net_of_floating",
    "day_profit",
    "profit_by_open_day",
  ] as const)("%s without a least profit → a cent counts, nothing doesn't", (counts) => {
    const { rules, state } = phase({ min_trading_days: { days: 5, counts, min_profit: null } });
    const daysAfter = (profit: number) => {
      const event = deal({ at: AT, balance: 100_000 + profit, profit });
      return advance(rules, judge(rules, state, event).state, MIDNIGHT).state.trading_days;
    };
    expect([daysAfter(0.01), daysAfter(0)]).toEqual([1, 0]);
    expect(advance(rules, state, MIDNIGHT).state.trading_days).toBe(0);
  });

  test("closed_profit: commission and swap of a closing deal, and the commission of an opening one → subtracted", () => {
    const closing = { ...deal({ at: AT, entry: "out", balance: 100_500, profit: 510 }) };
    const costs = { commission: cents(-7), swap: cents(-3) };
    expect(countedDays("closed_profit", [{ ...closing, ...costs }])).toBe(1);
    expect(countedDays("closed_profit", [{ ...closing, ...costs, swap: cents(-3.01) }])).toBe(0);
    const opening = {
      ...deal({ at: AT, entry: "in", balance: 99_997, profit: 0 }),
      commission: -1,
    };
    const paid = { ...closing, ...costs };
    expect(countedDays("closed_profit", [opening, paid])).toBe(0);
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

  test("more deals on a day that is counted → no second day", () => {
    const { rules, state } = phase({
      min_trading_days: { days: 5, counts: "opened", min_profit: null },
    });
    const two = [deal({ at: AT, balance: 100_000 }), deal({ at: AT + HOUR, balance: 100_000 })];
    expect(play(rules, state, two).state.trading_days).toBe(1);
    expect(play(rules, state, [...two, snapshot(MIDNIGHT, 100_000)]).state.trading_days).toBe(1);
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

  test("inactivity without any deal → counted from the day of the opening", () => {
    const { rules, state } = phase({ inactivity_days: 3 });
    expect(advance(rules, state, MIDNIGHT + 99 * DAY).verdicts).toMatchObject([
      { kind: "expired", rule: "inactivity_days", observed: 4, at: MIDNIGHT + 3 * DAY },
    ]);
  });

  test("max_trading_days without min_trading_days → days with an opening deal count", () => {
    const { rules, state } = phase({ max_trading_days: 2 });
    const out = deal({ at: AT, entry: "out", balance: 100_000 });
    expect(judge(rules, state, out).state.trading_days).toBe(0);
    const first = judge(rules, state, deal({ at: AT, entry: "in", balance: 100_000 }));
    expect(first.verdicts).toEqual([
      { kind: "day_counted", rule: "max_trading_days", threshold: 2, observed: 1, at: AT },
    ]);
    const second = judge(rules, first.state, deal({ at: AT + DAY, balance: 100_000 })).state;
    expect(advance(rules, second, MIDNIGHT + DAY).verdicts).toMatchObject([
      { kind: "expired", rule: "max_trading_days", observed: 2 },
    ]);
  });

  test("max_trading_days beside min_trading_days → the days as that counts them", () => {
    const { rules, state } = phase({
      max_trading_days: 1,
      min_trading_days: { days: 1, counts: "closed_profit", min_profit: null },
    });
    const opened = judge(rules, state, deal({ at: AT, entry: "in", balance: 100_000, open: 1 }));
    expect(opened.verdicts).toEqual([]);
    const [counted, expired] = advance(
      rules,
      judge(rules, opened.state, deal({ at: AT + 1, balance: 100_001, profit: 1 })).state,
      MIDNIGHT,
    ).verdicts;
    expect(counted).toMatchObject({ kind: "day_counted", rule: "min_trading_days", threshold: 1 });
    expect(expired).toMatchObject({ kind: "expired", rule: "max_trading_days" });
  });

  test("no rule about trading days → counted, without a verdict", () => {
    const { rules, state } = phase({});
    const { state: after, verdicts } = judge(rules, state, deal({ at: AT, balance: 100_000 }));
    expect([after.trading_days, verdicts]).toEqual([1, []]);
  });

  test("a charge → part of the day's closed profit", () => {
    const charge = { type: "charge", at: AT, amount: cents(-300) } as const;
    const values = { balance: cents(100_500), equity: cents(100_500) };
    const won = deal({ at: AT, balance: 100_800, profit: 800 });
    expect(countedDays("closed_profit", [won, { ...charge, ...values }])).toBe(1);
    const more = { ...charge, ...values, amount: cents(-300.01) };
    expect(countedDays("closed_profit", [won, more])).toBe(0);
  });
});
