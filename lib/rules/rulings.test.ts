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
import { advance, consistencyOf, judge, type PhaseState, type TradingEvent } from "./index";
import type { RuleSet } from "./schemas";

const reinstate = (at: number, balance: number, more: { open?: number; days?: number } = {}) =>
  ({
    type: "ruling",
    kind: "reinstate",
    at,
    balance: cents(balance),
    equity: cents(balance),
    open_positions: more.open ?? 0,
    days: more.days,
  }) satisfies TradingEvent;
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

/** A phase that was breached at AT by its daily loss. */
function breached(own: Partial<RuleSet> = {}) {
  const { rules, state } = phase({ daily_loss: dailyLoss, ...own });
  return { rules, state: judge(rules, state, snapshot(AT, 94_000)).state };
}

describe("reinstate", () => {
  test("on the same day → active with its values, and the day goes on", () => {
    const { rules, state } = breached();
    const { state: after, verdicts } = judge(rules, state, reinstate(AT + HOUR, 99_000));
    expect(verdicts).toEqual([]);
    expect(after).toEqual({
      ...state,
      status: "active",
      at: AT + HOUR,
      balance: cents(99_000),
      equity: cents(99_000),
    });
    expect(judge(rules, after, snapshot(AT + 2 * HOUR, 94_999)).state.status).toBe("breached");
  });

  test("values that still violate a floor → breached again at once", () => {
    const { rules, state } = breached();
    const again = judge(rules, state, reinstate(AT + HOUR, 94_999.99));
    expect(again.verdicts).toEqual([
      {
        kind: "breached",
        rule: "daily_loss",
        threshold: cents(95_000),
        observed: cents(94_999.99),
        at: AT + HOUR,
      },
    ]);
    expect(again.state.status).toBe("breached");
  });

  test("days later → a new day with its own floor; the days between move the deadlines", () => {
    const { rules, state } = breached({ time_limit: { days: 3, from: "open" } });
    const at = MIDNIGHT + 9 * DAY + HOUR;
    const { state: after } = judge(rules, state, reinstate(at, 99_000));
    expect(after).toMatchObject({
      status: "active",
      day: 10,
      lost_days: 10,
      day_ends_at: MIDNIGHT + 10 * DAY,
      daily: { floor: cents(94_000) },
      today: { start_equity: cents(99_000), closed_profit: 0 },
    });
    // Without the breach the phase would end as the day of MIDNIGHT + 3 days begins.
    expect(advance(rules, after, MIDNIGHT + 99 * DAY).verdicts).toMatchObject([
      { kind: "expired", rule: "time_limit", observed: 4, at: MIDNIGHT + 13 * DAY },
    ]);
  });

  test("days that an operator gives → move the deadlines of time, first trade and inactivity too", () => {
    const endOf = (own: Partial<RuleSet>, days: number) => {
      const { rules, state } = phase({ daily_loss: dailyLoss, ...own });
      const events = [deal({ at: AT, balance: 100_000 }), snapshot(AT, 94_000)];
      const lost = play(rules, state, events).state;
      const after = judge(rules, lost, reinstate(AT, 99_000, { days })).state;
      return ((advance(rules, after, MIDNIGHT + 99 * DAY).verdicts[0]?.at ?? 0) - MIDNIGHT) / DAY;
    };
    for (const own of [
      { time_limit: { days: 3, from: "open" } },
      { time_limit: { days: 3, from: "first_trade" } },
      { inactivity_days: 3 },
    ] as const) {
      expect([endOf(own, 0), endOf(own, 2)]).toEqual([3, 5]);
    }
  });

  test("an expired phase → active until the next day begins, or until its deadline with the days given", () => {
    const { rules, state } = phase({ time_limit: { days: 3, from: "open" } });
    const expired = advance(rules, state, MIDNIGHT + 99 * DAY).state;
    expect(expired.status).toBe("expired");
    const at = MIDNIGHT + 3 * DAY + HOUR;
    const endOf = (days: number) => {
      const after = judge(rules, expired, reinstate(at, 100_000, { days })).state;
      return advance(rules, after, MIDNIGHT + 99 * DAY).state.at;
    };
    expect([endOf(0), endOf(2)]).toEqual([MIDNIGHT + 4 * DAY, MIDNIGHT + 5 * DAY]);
  });

  test("after a trade that a deadline counts from → lost days before it count for nothing", () => {
    const { rules, state } = breached({
      time_limit: { days: 3, from: "first_trade" },
      inactivity_days: 2,
    });
    const at = MIDNIGHT + 9 * DAY + HOUR;
    const traded = play(rules, state, [
      reinstate(at, 99_000),
      deal({ at: at + DAY, entry: "in", balance: 99_000, open: 1 }),
    ]).state;
    expect([traded.first_trade_day, traded.last_open_day]).toEqual([1, 1]);
    const flat = judge(rules, traded, deal({ at: at + DAY, entry: "out", balance: 99_000 })).state;
    expect(advance(rules, flat, MIDNIGHT + 99 * DAY).verdicts).toMatchObject([
      { rule: "inactivity_days", observed: 3, at: MIDNIGHT + 13 * DAY },
    ]);
  });

  test("the day of the breach → counted at a later reinstatement, and part of consistency", () => {
    const { rules, state } = phase({
      daily_loss: dailyLoss,
      min_trading_days: { days: 5, counts: "closed_profit", min_profit: null },
      consistency: {
        unit: "day",
        best_max_pct: 5_000,
        of: "total_profit",
        comparison: "at_most",
        when: "payout",
        effect: "block",
      },
    });
    const events = [
      deal({ at: AT, balance: 101_000, profit: 1_000 }),
      snapshot(AT, 94_000, 101_000),
      reinstate(MIDNIGHT + HOUR, 101_000),
    ];
    const { state: after, verdicts } = play(rules, state, events);
    expect(kinds(verdicts)).toEqual(["breached", "day_counted"]);
    expect(consistencyOf(rules, after, "payout")).toMatchObject({
      best: cents(1_000),
      of: cents(1_000),
    });
  });

  test("a loss of the reset that was missed → breached again", () => {
    const { rules, state } = breached({
      total_loss: { ...trailingLoss, reference: "initial", check: "day_end" },
    });
    const again = judge(rules, state, reinstate(MIDNIGHT + HOUR, 96_999));
    expect(again.verdicts).toMatchObject([
      { kind: "breached", rule: "total_loss", at: MIDNIGHT + HOUR },
    ]);
  });

  test("a position held at the end → no verdict of a night that is over; the next weekend counts", () => {
    const { rules, state } = breached({
      holding: {
        overnight: "flat",
        weekend: "flat",
        closes_at: { weekday: 5, time: "16:30", zone: "UTC" },
        exempt: [],
        // biome-ignore lint/suspicious/noThenProperty: the rule's field
        then: "fail",
      },
    });
    const saturday = MIDNIGHT + 3 * DAY + HOUR;
    const { state: after, verdicts } = judge(
      rules,
      state,
      reinstate(saturday, 99_000, { open: 2 }),
    );
    expect([after.status, after.open_positions, verdicts]).toEqual(["active", 2, []]);
    expect(after.weekend_at).toBe(Date.parse("2026-06-12T16:30:00Z"));
  });

  test("a paused phase → active, and paused again if its values still violate the floor", () => {
    // biome-ignore lint/suspicious/noThenProperty: the rule's field
    const { rules, state } = phase({ daily_loss: { ...dailyLoss, then: "pause" } });
    const paused = judge(rules, state, snapshot(AT, 94_000)).state;
    const resumed = judge(rules, paused, reinstate(AT + 1, 99_000));
    expect(resumed.verdicts).toEqual([
      { kind: "resumed", rule: "daily_loss", threshold: null, observed: null, at: AT + 1 },
    ]);
    expect(resumed.state.status).toBe("active");
    expect(kinds(judge(rules, paused, reinstate(AT + 1, 94_000)).verdicts)).toEqual([
      "resumed",
      "paused",
    ]);
  });

  test("an active phase → its days go on as they were", () => {
    const { rules, state } = phase({ daily_loss: dailyLoss });
    const { state: after } = judge(rules, state, reinstate(MIDNIGHT + HOUR, 99_000));
    expect([after.lost_days, after.day, after.equity]).toEqual([0, 1, cents(99_000)]);
  });

  test("higher values → raise a trailing mark", () => {
    const { rules, state } = breached({ total_loss: trailingLoss });
    const { state: after } = judge(rules, state, reinstate(AT + 1, 105_000));
    expect(after.total?.mark).toBe(cents(105_000));
  });
});

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
