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
import { advance, consistencyOf, judge } from "../index";
import type { RuleSet } from "../schemas";

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

  test("as a day begins → the day of the end is over", () => {
    const { rules, state } = breached();
    const dayAt = (at: number) => judge(rules, state, reinstate(at, 99_000)).state.day;
    expect([dayAt(MIDNIGHT - 1), dayAt(MIDNIGHT), dayAt(MIDNIGHT + DAY)]).toEqual([0, 1, 2]);
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
