import { describe, expect, test } from "vitest";
import { AT, cents, DAY, deal, phase, play, snapshot } from "@/testing/rules/phase";
import { advance, judge, type PhaseState, type TradingEvent } from "./index";
import type { DailyLoss, RuleSet, TotalLoss } from "./schemas";

const daily: DailyLoss = {
  measure: "equity",
  at_limit: "below",
  limit: { pct_of_initial: 500 },
  reference: "balance",
  check: "always",
  // biome-ignore lint/suspicious/noThenProperty: the rule's field
  then: "fail",
};
const trailing: TotalLoss = {
  measure: "equity",
  at_limit: "below",
  limit: { cents: cents(3_000) },
  reference: "equity_high",
  lock: null,
  check: "always",
};
const HOUR = 3_600_000;
const MIDNIGHT = Date.parse("2026-06-03T00:00:00Z");

const kinds = (verdicts: { kind: string }[]) => verdicts.map(({ kind }) => kind);
const operation = (at: number, amount: number, balance: number): TradingEvent => ({
  type: "balance_operation",
  at,
  amount: cents(amount),
  balance: cents(balance),
  equity: cents(balance),
});
const floors = ({ daily: day, total }: PhaseState) => [day?.floor, total?.floor];

describe("floors", () => {
  test.each([
    ["lower", 94_999, 100_000, "breached"],
    ["lower", 100_000, 94_999, "breached"],
    ["balance", 94_999, 100_000, "active"],
    ["equity", 100_000, 94_999, "active"],
  ] as const)("%s, equity %d and balance %d → %s", (measure, equity, balance, status) => {
    const { rules, state } = phase({ daily_loss: { ...daily, measure } });
    expect(judge(rules, state, snapshot(AT, equity, balance)).state.status).toBe(status);
  });

  test("a percentage that is no whole cent → the limit is rounded down", () => {
    const limit = { pct_of_reference: 333 };
    const { rules, state } = phase({ daily_loss: { ...daily, limit } });
    const next = judge(rules, state, snapshot(AT, 100_000.1)).state;
    // 3.33% of 100,000.10 is 3,330.00333.
    expect(advance(rules, next, MIDNIGHT).state.daily).toEqual({
      floor: cents(96_670.1),
      amount: cents(3_330),
    });
  });

  test("a percentage of the mark → the floor never falls between two roundings", () => {
    const total_loss = { ...trailing, limit: { pct_of_reference: 500 } };
    const { rules, state } = phase({ total_loss });
    expect(judge(rules, state, snapshot(AT, 103_000)).state.total).toMatchObject({
      mark: cents(103_000),
      floor: cents(97_850),
    });
  });

  test("a floor that reaches its lock exactly → stays there", () => {
    const { rules, state } = phase({ total_loss: { ...trailing, lock: { plus_cents: 0 } } });
    const reached = judge(rules, state, snapshot(AT, 103_000)).state;
    expect(reached.total).toMatchObject({ floor: cents(100_000), is_locked: true });
    const higher = judge(rules, reached, snapshot(AT, 109_000)).state;
    expect(higher.total).toMatchObject({ floor: cents(100_000), mark: cents(109_000) });
  });
});

describe("withdrawals", () => {
  const withdrawn = (own: Partial<RuleSet>) => {
    const { rules, state } = phase({ daily_loss: daily, after_withdrawal: "shift", ...own });
    const before = play(rules, state, [
      snapshot(AT, 104_000),
      snapshot(MIDNIGHT + HOUR, 104_000),
    ]).state;
    return judge(rules, before, operation(MIDNIGHT + 2 * HOUR, -3_000, 101_000)).state;
  };

  test("shift → the day's floor and a trailing one move; a static one and a reached lock stay", () => {
    const static_loss = { ...trailing, reference: "initial" } as const;
    const lockedAt = (plus_cents: number) => ({ ...trailing, lock: { plus_cents } });
    expect(floors(withdrawn({ total_loss: trailing }))).toEqual([cents(96_000), cents(98_000)]);
    expect(floors(withdrawn({ total_loss: static_loss }))).toEqual([cents(96_000), cents(97_000)]);
    expect(floors(withdrawn({ total_loss: lockedAt(0) }))).toEqual([cents(96_000), cents(100_000)]);
    expect(floors(withdrawn({ total_loss: lockedAt(cents(2_000)) }))).toEqual([
      cents(96_000),
      cents(98_000),
    ]);
  });

  test("shift, a deposit that lifts a trailing floor to its lock → locked there", () => {
    const total_loss = { ...trailing, lock: { plus_cents: 0 } };
    const { rules, state } = phase({ total_loss, after_withdrawal: "shift" });
    const { total } = judge(rules, state, operation(AT, 9_000, 109_000)).state;
    expect(total).toMatchObject({ floor: cents(100_000), is_locked: true });
  });

  test("keep → nothing moves", () => {
    const after = withdrawn({ total_loss: trailing, after_withdrawal: "keep" });
    expect(floors(after)).toEqual([cents(99_000), cents(101_000)]);
  });

  test("lock_at_initial → only a withdrawal raises the floor, and never lowers it", () => {
    const own = { total_loss: trailing, after_withdrawal: "lock_at_initial" } as const;
    expect(withdrawn(own).total?.floor).toBe(cents(101_000));
    const { rules, state } = phase(own);
    const deposited = judge(rules, state, operation(AT, 5_000, 105_000)).state;
    expect(deposited.total?.is_locked).toBe(false);
    const nothing = judge(rules, state, operation(AT, 0, 100_000)).state;
    expect([nothing.has_withdrawn, nothing.total?.floor]).toEqual([false, cents(97_000)]);
    expect(judge(rules, state, operation(AT, -1_000, 99_000)).state.total).toMatchObject({
      floor: cents(100_000),
    });
  });
});

describe("warnings", () => {
  test.each([
    [97_500.01, []],
    [97_500, ["warned"]],
    [96_000.01, []],
    [96_000, ["warned"]],
  ])("equity %d after the ones before → %j", (equity, expected) => {
    const { rules, state } = phase({ daily_loss: daily });
    const earlier = equity < 97_000 ? [snapshot(AT, 97_500)] : [];
    const before = play(rules, state, earlier).state;
    expect(kinds(judge(rules, before, snapshot(AT, equity)).verdicts)).toEqual(expected);
  });

  test("a reset that would pause → a warning too; a day earlier none", () => {
    const limit = { cents: cents(3_000) };
    // biome-ignore lint/suspicious/noThenProperty: the rule's field
    const { rules, state } = phase({ daily_loss: { ...daily, limit, then: "pause" } });
    const late = MIDNIGHT - 2 * HOUR;
    const early = judge(rules, state, snapshot(late - 1, 101_000, 105_000));
    expect(early.verdicts).toEqual([]);
    expect(kinds(judge(rules, early.state, snapshot(late, 101_000, 105_000)).verdicts)).toEqual([
      "warned",
    ]);
  });
});

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
      consistency: { unit, best_max_pct, of, comparison: "at_most", effect: "block" },
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

describe("extremes without times", () => {
  const window = (at: number, min: number, max: number) => ({
    ...snapshot(at, 100_000),
    since_last: { min_equity: cents(min), max_equity: cents(max) },
  });

  test("a boundary inside the window, a low that only the new day's floor forbids → active, and a review", () => {
    const { rules, state } = phase({ daily_loss: { ...daily, reference: "equity" } });
    const before = judge(rules, state, snapshot(AT, 104_000, 104_000)).state;
    const event = {
      ...window(MIDNIGHT + HOUR, 98_000, 104_000),
      balance: cents(104_000),
      equity: cents(103_000),
    };
    const judged = judge(rules, before, event);
    expect(judged.state.status).toBe("active");
    expect(judged.verdicts.at(-1)).toMatchObject({ kind: "review", rule: "daily_loss" });
  });

  test("a low that every order forbids → breached, without a review", () => {
    const { rules, state } = phase({ daily_loss: daily });
    const judged = judge(rules, state, window(AT + HOUR, 94_000, 101_000));
    expect(kinds(judged.verdicts)).toEqual(["breached"]);
  });

  test("one time known → the other is tried on both sides of it", () => {
    const { rules, state } = phase({ total_loss: trailing });
    const since_last = {
      min_equity: cents(99_000),
      max_equity: cents(103_000),
      max_at: AT + 1_000,
    };
    const judged = judge(rules, state, { ...snapshot(AT + HOUR, 101_000), since_last });
    expect(judged.verdicts.at(-1)).toMatchObject({ kind: "review" });
    expect(judged.state.status).toBe("active");
  });
});
