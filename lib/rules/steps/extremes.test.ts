import { describe, expect, test } from "vitest";
import {
  AT,
  cents,
  dailyLoss,
  HOUR,
  kinds,
  MIDNIGHT,
  phase,
  snapshot,
  trailingLoss,
} from "@/testing/rules/phase";
import { judge } from "../index";

describe("judge: extremes since the last event", () => {
  const extremes = (times: { min_at?: number; max_at?: number }) => ({
    ...snapshot(AT + HOUR, 101_000),
    since_last: { min_equity: cents(99_000), max_equity: cents(103_000), ...times },
  });

  test("the high before the low → breached at the low", () => {
    const { rules, state } = phase({ total_loss: trailingLoss });
    const event = extremes({ max_at: AT + 1_000, min_at: AT + 2_000 });
    const { verdicts } = judge(rules, state, event);
    expect(verdicts.at(-1)).toMatchObject({ kind: "breached", at: AT + 2_000 });
  });

  test("the low before the high → active", () => {
    const { rules, state } = phase({ total_loss: trailingLoss });
    const event = extremes({ min_at: AT + 1_000, max_at: AT + 2_000 });
    const judged = judge(rules, state, event);
    expect([judged.state.status, kinds(judged.verdicts)]).toEqual(["active", ["warned"]]);
  });

  test("at equal times → the order that favors the trader, and a review", () => {
    const { rules, state } = phase({
      daily_loss: dailyLoss,
      profit_target: { amount: { pct_of_initial: 1_000 }, measure: "equity", hold: "at_decision" },
    });
    const at = AT + 1_000;
    const judged = judge(rules, state, {
      ...snapshot(AT + HOUR, 100_000),
      since_last: { min_equity: cents(94_000), max_equity: cents(111_000), min_at: at, max_at: at },
    });
    expect(judged.state.status).toBe("passed");
    expect(judged.verdicts.at(-1)).toMatchObject({ kind: "review", rule: "daily_loss" });
  });

  test("without times → the order that favors the trader, and a review", () => {
    const { rules, state } = phase({ total_loss: trailingLoss });
    const judged = judge(rules, state, extremes({}));
    expect(judged.state.status).toBe("active");
    expect(judged.verdicts.at(-1)).toMatchObject({ kind: "review", rule: "total_loss" });
  });

  test("the high a millisecond before the low → breached; after it → active", () => {
    const { rules, state } = phase({ total_loss: trailingLoss });
    const at = AT + 1_000;
    const statusOf = (min_at: number, max_at: number) =>
      judge(rules, state, extremes({ min_at, max_at })).state.status;
    expect([statusOf(at + 1, at), statusOf(at, at + 1)]).toEqual(["breached", "active"]);
  });

  test("times outside the window → within it, in their order", () => {
    const { rules, state } = phase({ total_loss: trailingLoss });
    const before = judge(rules, state, snapshot(AT + HOUR - 1_000, 100_000)).state;
    for (const from of [AT, AT + 2 * HOUR]) {
      const statusOf = (min_at: number, max_at: number) =>
        judge(rules, before, extremes({ min_at, max_at })).state.status;
      expect([statusOf(from + 1, from), statusOf(from, from + 1)]).toEqual(["breached", "active"]);
    }
    const early = judge(rules, before, extremes({ max_at: AT, min_at: AT + 1 }));
    expect(early.verdicts.at(-1)).toMatchObject({ kind: "breached", at: AT + HOUR - 1_000 });
    const late = judge(rules, before, extremes({ max_at: AT, min_at: AT + 2 * HOUR }));
    expect(late.verdicts.at(-1)).toMatchObject({ kind: "breached", at: AT + HOUR });
  });
});

describe("extremes without times", () => {
  const window = (at: number, min: number, max: number) => ({
    ...snapshot(at, 100_000),
    since_last: { min_equity: cents(min), max_equity: cents(max) },
  });

  test("a boundary inside the window, a low that only the new day's floor forbids → active, and a review", () => {
    const { rules, state } = phase({ daily_loss: { ...dailyLoss, reference: "equity" } });
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
    const { rules, state } = phase({ daily_loss: dailyLoss });
    const judged = judge(rules, state, window(AT + HOUR, 94_000, 101_000));
    expect(kinds(judged.verdicts)).toEqual(["breached"]);
  });

  test("one time known → the other is tried on both sides of it", () => {
    const { rules, state } = phase({ total_loss: trailingLoss });
    const since_last = {
      min_equity: cents(99_000),
      max_equity: cents(103_000),
      max_at: AT + 1_000,
    };
    const judged = judge(rules, state, { ...snapshot(AT + HOUR, 101_000), since_last });
    expect(judged.verdicts.at(-1)).toMatchObject({ kind: "review" });
    expect(judged.state.status).toBe("active");
  });

  test("one order pauses, another breaches → paused, and a review", () => {
    // biome-ignore lint/suspicious/noThenProperty: the rule's field
    const daily_loss = { ...dailyLoss, limit: { cents: cents(1_000) }, then: "pause" } as const;
    const { rules, state } = phase({ daily_loss, total_loss: trailingLoss });
    const judged = judge(rules, state, window(AT + HOUR, 98_500, 102_000));
    expect(judged.state.status).toBe("paused");
    expect(judged.verdicts.at(-1)).toMatchObject({ kind: "review", rule: "total_loss" });
  });

  test("one order pauses, another only warns → active, and a review", () => {
    // biome-ignore lint/suspicious/noThenProperty: the rule's field
    const daily_loss = { ...dailyLoss, reference: "equity", then: "pause" } as const;
    const { rules, state } = phase({ daily_loss });
    const before = judge(rules, state, snapshot(AT, 104_000)).state;
    const event = {
      ...window(MIDNIGHT + HOUR, 97_000, 104_000),
      balance: cents(104_000),
      equity: cents(103_000),
    };
    const judged = judge(rules, before, event);
    expect(judged.state.status).toBe("active");
    expect(judged.verdicts.at(-1)).toMatchObject({ kind: "review", rule: "daily_loss" });
  });

  test("no order does harm → both at the end of the window", () => {
    const profit_target = { amount: { cents: cents(3_000) }, measure: "equity" } as const;
    const { rules, state } = phase({ profit_target: { ...profit_target, hold: "once" } });
    const { verdicts } = judge(rules, state, window(AT + HOUR, 99_000, 103_000));
    expect(verdicts).toMatchObject([{ kind: "target_reached", at: AT + HOUR }, { kind: "passed" }]);
  });
});
