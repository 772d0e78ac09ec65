// biome-ignore-all lint/suspicious/noThenProperty: a field of rules

import { describe, expect, test } from "vitest";
import {
  AT,
  cents,
  DAY,
  deal,
  HOUR,
  kinds,
  noRules,
  phase,
  play,
  snapshot,
} from "@/testing/rules/phase";
import { advance, consistencyOf, judge, openPhase, type PhaseState } from "../index";
import type { RuleSet } from "../schemas";
import { rulesText } from ".";

/** The text of a rule of an account of 100,000. */
const textOf = (own: Partial<RuleSet>, rule: string) =>
  rulesText(
    { ...noRules, ...own },
    { initial: cents(100_000), currency: "usd", phaseType: "evaluation" },
  ).find((text) => text.rule === rule)?.text;

const status = (rules: RuleSet, state: PhaseState, at: number) =>
  advance(rules, state, at).state.status;

describe("inactivity", () => {
  const { rules, state } = phase({ inactivity_days: 5 });
  const opening = deal({ at: AT, balance: 100_000, entry: "in", open: 1 });
  const closing = deal({ at: AT + 10 * DAY, balance: 100_000, entry: "out" });
  const midnight = Date.parse("2026-06-13T00:00:00Z");

  test("rulesText: a position that closes after the time → the phase ends with that day", () => {
    expect(textOf({ inactivity_days: 5 }, "inactivity_days")).toContain(
      "An open position keeps the phase alive past that. When it closes, the phase expires at the end of that trading day unless you open another one first.",
    );
    const closed = play(rules, state, [opening, closing]).state;
    expect(closed.status).toBe("active");
    expect(status(rules, closed, midnight - 1)).toBe("active");
    expect(status(rules, closed, midnight)).toBe("expired");
  });

  test("rulesText: another position on the day of the close → the phase goes on", () => {
    const again = deal({ at: AT + 10 * DAY + HOUR, balance: 100_000 });
    const { state: active } = play(rules, state, [opening, closing, again]);
    expect(status(rules, active, midnight + 5 * DAY - 1)).toBe("active");
    expect(status(rules, active, midnight + 5 * DAY)).toBe("expired");
  });
});

describe("closed profit", () => {
  const consistency = {
    unit: "day",
    best_max_pct: 5_000,
    of: "total_profit",
    comparison: "at_most",
    when: "pass",
    effect: "block",
  } as const;
  const { rules, state } = phase({ consistency });
  const opened = { ...deal({ at: AT, balance: 99_990, entry: "in", open: 2 }), commission: -1_000 };
  const partly = {
    ...deal({ at: AT + DAY, balance: 100_190, entry: "out", profit: 200, open: 1 }),
  };
  const swap = {
    type: "charge",
    at: AT + DAY,
    amount: -500,
    balance: cents(100_185),
    equity: cents(100_185),
  } as const;

  test("rulesText: consistency of days → commission counts when it is charged, partial closes and today count", () => {
    expect(textOf({ consistency }, "consistency")).toContain(
      "A day's result is the profit closed on it, partial closes included, with the commission and swap charged on it. Commission charged at opening counts on the day you open. Today counts too.",
    );
    const first = play(rules, state, [opened]).state;
    expect(first.closed.today).toBe(-1_000);
    const second = play(rules, first, [partly, swap]).state;
    expect(second.closed).toMatchObject({ total: -1_000, today: 19_500 });
    expect(consistencyOf(rules, second, "pass")).toMatchObject({ best: 19_500, of: 18_500 });
  });

  test("rulesText: a day of closed profit → commission at its opening counts on it", () => {
    const min_trading_days = {
      days: 1,
      counts: "closed_profit",
      min_profit: { cents: 19_500 },
    } as const;
    expect(textOf({ min_trading_days }, "min_trading_days")).toContain(
      "Commission charged at opening counts on the day you open.",
    );
    const days = phase({ min_trading_days });
    const on = (more: typeof opened) =>
      advance(
        days.rules,
        play(days.rules, days.state, [opened, partly, swap, more]).state,
        AT + 2 * DAY,
      ).state.trading_days;
    const next = {
      ...opened,
      at: AT + DAY + HOUR,
      balance: cents(100_185),
      equity: cents(100_185),
    };
    expect(on({ ...next, commission: 0 })).toBe(1);
    expect(on({ ...next, commission: -1 })).toBe(0);
  });

  test("rulesText: consistency of trades → each partial close is a trade", () => {
    const own = { consistency: { ...consistency, unit: "trade" } } as const;
    expect(textOf(own, "consistency")).toContain("Each close is a trade, also a partial one");
    const trades = phase(own);
    const rest = deal({ at: AT + DAY, balance: 100_490, entry: "out", profit: 300 });
    const { state: both } = play(trades.rules, trades.state, [opened, partly, rest]);
    expect(consistencyOf(trades.rules, both, "pass")?.best).toBe(cents(300));
  });
});

describe("passing", () => {
  const profit_target = {
    amount: { cents: cents(1_000) },
    measure: "balance_flat",
    hold: "at_decision",
  } as const;
  const opened = { days: 2, counts: "opened", min_profit: null } as const;
  const own = { profit_target, min_trading_days: opened };

  test("rulesText: days by opening → passed when target and days are there at the same time", () => {
    expect(textOf(own, "profit_target")).toContain(
      "You pass at the first moment when the target is reached and you have your 2 trading days, both at the same time.",
    );
    const { rules, state } = phase(own);
    const win = deal({ at: AT, balance: 101_000, profit: 1_000 });
    const lose = deal({ at: AT + DAY, balance: 100_999, profit: -1 });
    const regain = deal({ at: AT + DAY + HOUR, balance: 101_000, profit: 1 });
    expect(play(rules, state, [win, lose]).state.status).toBe("active");
    expect(play(rules, state, [win, lose, regain]).state.status).toBe("passed");
    expect(play(rules, state, [win, { ...win, at: AT + DAY }]).state.status).toBe("passed");
  });

  test("rulesText: days by profit → passed at the end of the last one", () => {
    const min_trading_days = { ...opened, counts: "closed_profit" } as const;
    const sentence = "That can be the end of your second trading day.";
    expect(textOf({ profit_target, min_trading_days }, "profit_target")).toContain(sentence);
    expect(textOf(own, "profit_target")).not.toContain(sentence);
    const { rules, state } = phase({ profit_target, min_trading_days });
    const wins = [
      deal({ at: AT, balance: 101_000, profit: 1_000 }),
      deal({ at: AT + DAY, balance: 101_500, profit: 500 }),
    ];
    const { state: second } = play(rules, state, wins);
    expect(status(rules, second, second.day_ends_at - 1)).toBe("active");
    expect(status(rules, second, second.day_ends_at)).toBe("passed");
  });

  test("rulesText: a position from an earlier day → no trading day", () => {
    expect(textOf(own, "min_trading_days")).toContain(
      "Holding one from an earlier day isn't enough.",
    );
    const { rules, state } = phase(own);
    const held = deal({ at: AT, balance: 100_000, entry: "in", open: 1 });
    const close = deal({ at: AT + DAY, balance: 100_000, entry: "out" });
    expect(play(rules, state, [held, close]).state.trading_days).toBe(1);
  });

  test.each([
    [29, 1],
    [30, 0],
  ])(
    "rulesText: closed %i days after its opening → %i days of profit by opening",
    (later, days) => {
      const min_trading_days = { ...opened, counts: "profit_by_open_day" } as const;
      expect(textOf({ min_trading_days }, "min_trading_days")).toContain("in the 29 days after it");
      const { rules, state } = phase({ min_trading_days });
      const at = AT + later * DAY;
      const close = deal({ at, balance: 100_100, entry: "out", profit: 100, openedAt: AT });
      const { state: closed } = play(rules, state, [close]);
      expect(advance(rules, closed, at + DAY).state.trading_days).toBe(days);
    },
  );
});

describe("time", () => {
  const day = { zone: "America/New_York", starts_at: "17:00" };

  test("rulesText: an account that opens when the next day has begun → expires a day later", () => {
    const time_limit = { days: 30, from: "open" } as const;
    expect(textOf({ day, time_limit }, "time_limit")).toContain(
      "expires on July 1 at 17:00 (New York time). A new day begins at 17:00, not at midnight.",
    );
    expect(textOf({ time_limit }, "time_limit")).not.toContain("A new day begins");
    const rules = { ...noRules, day, time_limit };
    const july1 = Date.parse("2026-07-01T21:00:00Z");
    const opensAt = (at: string) => openPhase(rules, { initial: 100, at: Date.parse(at) });
    expect(status(rules, opensAt("2026-06-01T20:59:59Z"), july1)).toBe("expired");
    expect(status(rules, opensAt("2026-06-01T21:00:00Z"), july1)).toBe("active");
    expect(status(rules, opensAt("2026-06-01T21:00:00Z"), july1 + DAY)).toBe("expired");
  });

  test("rulesText: no time limit → no time runs; with inactivity, not while positions are opened", () => {
    const years = AT + 1_000 * DAY;
    expect(textOf({}, "time_limit")).toBe("You can take as long as you need.");
    expect(status(noRules, phase({}).state, years)).toBe("active");
    expect(textOf({ inactivity_days: 5 }, "time_limit")).toBe(
      "You can take as long as you need while you keep opening positions.",
    );
    const { rules, state } = phase({ inactivity_days: 5 });
    expect(status(rules, state, years)).toBe("expired");
    const trades = Array.from({ length: 100 }, (_, i) =>
      deal({ at: AT + i * 5 * DAY, balance: 100_000 }),
    );
    expect(play(rules, state, trades).state.status).toBe("active");
    expect(textOf({ max_trading_days: 5 }, "time_limit")).toBeUndefined();
  });

  test("rulesText: trading day → a Saturday is one", () => {
    expect(textOf({}, "day")).toContain("Weekends are trading days too.");
    const own = { min_trading_days: { days: 2, counts: "opened", min_profit: null } } as const;
    const { rules, state } = phase(own);
    const saturday = Date.parse("2026-06-06T10:00:00Z");
    const { verdicts } = judge(rules, state, deal({ at: saturday, balance: 100_000 }));
    expect(kinds(verdicts)).toContain("day_counted");
    expect(
      status(rules, judge(rules, state, snapshot(saturday, 100_000)).state, saturday + DAY),
    ).toBe("active");
  });
});
