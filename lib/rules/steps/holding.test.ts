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
} from "@/testing/rules/phase";
import { advance, judge } from "../index";
import type { RuleSet } from "../schemas";
import { nextWeekly } from "./trading-day";

// Friday, 17:00 in New York.
const CLOSE = Date.parse("2026-06-05T21:00:00Z");

type Holding = NonNullable<RuleSet["holding"]>;
const overnight: Holding = {
  overnight: "flat",
  weekend: "hold",
  closes_at: null,
  exempt: ["BTCUSD"],
  // biome-ignore lint/suspicious/noThenProperty: the rule's field
  then: "warn",
};
const weekend: Holding = {
  ...overnight,
  overnight: "hold",
  weekend: "flat",
  closes_at: { weekday: 5, time: "17:00", zone: "America/New_York" },
};
const opening = (at: number, open: number, symbol?: string) =>
  deal({ at, entry: "in", balance: 100_000, open, ...(symbol && { symbol }) });

describe("holding: overnight", () => {
  test.each([
    ["warn", "warned", "active"],
    ["close", "warned", "active"],
    ["fail", "breached", "breached"],
  ] as const)("then %s, a position at the day's end → %s", (then, kind, status) => {
    const { rules, state } = phase({ holding: { ...overnight, then } });
    const held = judge(rules, state, opening(AT, 2)).state;
    const { state: after, verdicts } = advance(rules, held, MIDNIGHT);
    const verdict = { rule: "holding", threshold: 0, observed: 2 };
    const warning = { kind: "warned", ...verdict, at: MIDNIGHT - 2 * HOUR };
    expect(verdicts).toEqual([
      ...(then === "fail" ? [warning] : []),
      { kind, ...verdict, at: MIDNIGHT },
    ]);
    expect(after.status).toBe(status);
  });

  test("no position at the day's end, or one that may be held → nothing", () => {
    const flat = phase({ holding: overnight });
    const closed = play(flat.rules, flat.state, [opening(AT, 1), opening(AT + 1, 0)]).state;
    expect(advance(flat.rules, closed, MIDNIGHT).verdicts).toEqual([]);
    const held = phase({ holding: weekend });
    const { state } = judge(held.rules, held.state, opening(AT, 1));
    expect(advance(held.rules, state, MIDNIGHT).verdicts).toEqual([]);
  });

  test("positions of exempt symbols → don't count", () => {
    const { rules, state } = phase({ holding: overnight });
    const observed = (events: [number, string?][]) => {
      const deals = events.map(([open, symbol], i) => opening(AT + i, open, symbol));
      const held = play(rules, state, deals).state;
      return advance(rules, held, MIDNIGHT).verdicts.map((verdict) => verdict.observed);
    };
    expect(observed([[1, "BTCUSD"]])).toEqual([]);
    expect(observed([[1, "EURUSD"]])).toEqual([1]);
    expect(
      observed([
        [1, "BTCUSD"],
        [2, "BTCUSD"],
        [4, "EURUSD"],
      ]),
    ).toEqual([2]);
    // One of the exempt positions is closed.
    expect(
      observed([
        [1, "BTCUSD"],
        [2, "BTCUSD"],
        [4, "EURUSD"],
        [3, "BTCUSD"],
      ]),
    ).toEqual([2]);
    // More are closed than were open: none is exempt.
    expect(
      observed([
        [2, "EURUSD"],
        [1, "BTCUSD"],
        [2, "EURUSD"],
      ]),
    ).toEqual([2]);
  });

  test("a snapshot with fewer positions than the exempt ones → no more are exempt than are open", () => {
    const { rules, state } = phase({ holding: overnight });
    const snapshotOf = (at: number, open_positions: number) => ({
      ...snapshot(at, 100_000),
      open_positions,
    });
    const events = [opening(AT, 3, "BTCUSD"), snapshotOf(AT + 1, 1), snapshotOf(AT + 2, 3)];
    const held = play(rules, state, events).state;
    expect(advance(rules, held, MIDNIGHT).verdicts).toMatchObject([{ observed: 2 }]);
  });

  test("a loss of the reset at the same instant → the loss is named, and the phase ends once", () => {
    const limit = { cents: cents(3_000) };
    const { rules, state } = phase({
      // biome-ignore lint/suspicious/noThenProperty: the rule's field
      holding: { ...overnight, then: "fail" },
      daily_loss: { ...dailyLoss, limit },
    });
    const held = judge(rules, state, snapshot(AT, 101_000, 105_000)).state;
    expect(advance(rules, held, MIDNIGHT).verdicts).toMatchObject([
      { kind: "warned", rule: "daily_loss" },
      { kind: "breached", rule: "daily_loss" },
    ]);
  });

  test("fail on the last day that was needed to pass → breached before the day is counted", () => {
    const { rules, state } = phase({
      // biome-ignore lint/suspicious/noThenProperty: the rule's field
      holding: { ...overnight, then: "fail" },
      profit_target: { amount: { cents: cents(500) }, measure: "equity", hold: "at_decision" },
      min_trading_days: { days: 1, counts: "day_profit", min_profit: null },
    });
    const won = judge(rules, state, snapshot(AT, 101_000, 100_000)).state;
    expect(kinds(advance(rules, won, MIDNIGHT).verdicts)).toEqual(["warned", "breached"]);
  });

  test("fail, two hours before the day's end → one warning", () => {
    // biome-ignore lint/suspicious/noThenProperty: the rule's field
    const { rules, state } = phase({ holding: { ...overnight, then: "fail" } });
    const late = MIDNIGHT - 2 * HOUR;
    const events = [opening(late - 1, 1), opening(late, 1), opening(late + 1, 1)];
    expect(play(rules, state, events).verdicts).toEqual([
      { kind: "warned", rule: "holding", threshold: 0, observed: 1, at: late },
    ]);
  });
});

describe("holding: weekend", () => {
  test("a position at the weekend's beginning → warned, each week, in order with the days' ends", () => {
    const { rules, state } = phase({ holding: { ...weekend, overnight: "flat" } });
    const held = judge(rules, state, opening(AT, 1)).state;
    const at = (verdicts: { at: number }[]) => verdicts.map((verdict) => verdict.at);
    expect(at(advance(rules, held, MIDNIGHT + 3 * DAY).verdicts)).toEqual([
      MIDNIGHT,
      MIDNIGHT + DAY,
      MIDNIGHT + 2 * DAY,
      CLOSE,
      MIDNIGHT + 3 * DAY,
    ]);
    const { state: later } = advance(rules, held, CLOSE);
    expect([later.weekend_at, later.at, later.day]).toEqual([CLOSE + 7 * DAY, CLOSE, 3]);
  });

  test("hold overnight → only the weekend counts; a position opened in it too, a week later", () => {
    const { rules, state } = phase({ holding: weekend });
    const held = judge(rules, state, opening(CLOSE, 1)).state;
    expect(advance(rules, held, CLOSE + 7 * DAY - 1).verdicts).toEqual([]);
    expect(advance(rules, held, CLOSE + 7 * DAY).verdicts).toMatchObject([
      { kind: "warned", rule: "holding", at: CLOSE + 7 * DAY },
    ]);
  });

  test("the weekend begins as a day ends → one verdict", () => {
    const { rules, state } = phase({
      day: { zone: "America/New_York", starts_at: "17:00" },
      holding: { ...weekend, overnight: "flat" },
    });
    const held = judge(rules, state, opening(CLOSE - HOUR, 1)).state;
    const { state: after, verdicts } = advance(rules, held, CLOSE);
    expect([kinds(verdicts), after.weekend_at]).toEqual([["warned"], CLOSE + 7 * DAY]);
    expect(after.day_ends_at).toBe(CLOSE + DAY);
  });

  test("fail → breached at that instant, with the day's values untouched", () => {
    // biome-ignore lint/suspicious/noThenProperty: the rule's field
    const { rules, state } = phase({ holding: { ...weekend, then: "fail" } });
    const held = judge(rules, state, opening(CLOSE - HOUR, 1)).state;
    const { state: after, verdicts } = advance(rules, held, CLOSE + DAY);
    expect(verdicts).toMatchObject([{ kind: "breached", rule: "holding", at: CLOSE }]);
    expect([after.at, after.day]).toEqual([CLOSE, held.day]);
  });
});

test("holding: only the weekend must be flat, two hours before a day's end → no warning", () => {
  // biome-ignore lint/suspicious/noThenProperty: the rule's field
  const { rules, state } = phase({ holding: { ...weekend, then: "fail" } });
  expect(judge(rules, state, opening(MIDNIGHT - HOUR, 1)).verdicts).toEqual([]);
});

describe("nextWeekly", () => {
  const friday = { weekday: 5, time: "17:00", zone: "America/New_York" };

  test("at the instant itself → a week later; a millisecond before → it", () => {
    expect(nextWeekly(friday, CLOSE)).toBe(CLOSE + 7 * DAY);
    expect(nextWeekly(friday, CLOSE - 1)).toBe(CLOSE);
  });

  test("over a change of the clocks → the same wall-clock time", () => {
    const before = Date.parse("2026-10-30T21:00:00Z");
    expect(nextWeekly(friday, before)).toBe(Date.parse("2026-11-06T22:00:00Z"));
  });

  test.each([1, 2, 3, 4, 5, 6, 7])("weekday %d → that day of the week in its zone", (weekday) => {
    const at = nextWeekly({ weekday, time: "01:30", zone: "Asia/Tokyo" }, AT);
    const name = new Date(at).toLocaleDateString("en", {
      timeZone: "Asia/Tokyo",
      weekday: "short",
    });
    expect(name).toBe(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][weekday - 1]);
    expect(at).toBeGreaterThan(AT);
    expect(at).toBeLessThanOrEqual(AT + 7 * DAY);
  });
});
