import { describe, expect, test } from "vitest";
import {
  AT,
  cents,
  dailyLoss,
  HOUR,
  kinds,
  MIDNIGHT,
  operation,
  phase,
  play,
  snapshot,
  trailingLoss,
} from "@/testing/rules/phase";
import { advance, judge, type PhaseState } from "./index";
import type { RuleSet } from "./schemas";

const floors = ({ daily, total }: PhaseState) => [daily?.floor, total?.floor];

describe("floors", () => {
  test.each([
    ["lower", 94_999, 100_000, "breached"],
    ["lower", 100_000, 94_999, "breached"],
    ["balance", 94_999, 100_000, "active"],
    ["balance", 100_000, 94_999, "breached"],
    ["equity", 94_999, 100_000, "breached"],
    ["equity", 100_000, 94_999, "active"],
  ] as const)("%s, equity %d and balance %d → %s", (measure, equity, balance, status) => {
    const { rules, state } = phase({ daily_loss: { ...dailyLoss, measure } });
    expect(judge(rules, state, snapshot(AT, equity, balance)).state.status).toBe(status);
  });

  test("a percentage that is no whole cent → the limit is rounded down", () => {
    const limit = { pct_of_reference: 333 };
    const { rules, state } = phase({ daily_loss: { ...dailyLoss, limit } });
    const next = judge(rules, state, snapshot(AT, 100_000.1)).state;
    // 3.33% of 100,000.10 is 3,330.00333.
    expect(advance(rules, next, MIDNIGHT).state.daily).toEqual({
      floor: cents(96_670.1),
      amount: cents(3_330),
    });
  });

  test("a percentage of the mark → the floor never falls between two roundings", () => {
    const total_loss = { ...trailingLoss, limit: { pct_of_reference: 500 } };
    const { rules, state } = phase({ total_loss });
    expect(judge(rules, state, snapshot(AT, 103_000)).state.total).toMatchObject({
      mark: cents(103_000),
      floor: cents(97_850),
    });
  });

  test("a floor that reaches its lock exactly → stays there", () => {
    const { rules, state } = phase({ total_loss: { ...trailingLoss, lock: { plus_cents: 0 } } });
    const reached = judge(rules, state, snapshot(AT, 103_000)).state;
    expect(reached.total).toMatchObject({ floor: cents(100_000), is_locked: true });
    const higher = judge(rules, reached, snapshot(AT, 109_000)).state;
    expect(higher.total).toMatchObject({ floor: cents(100_000), mark: cents(109_000) });
  });
});

describe("withdrawals", () => {
  const withdrawn = (own: Partial<RuleSet>) => {
    const { rules, state } = phase({ daily_loss: dailyLoss, after_withdrawal: "shift", ...own });
    const before = play(rules, state, [
      snapshot(AT, 104_000),
      snapshot(MIDNIGHT + HOUR, 104_000),
    ]).state;
    return judge(rules, before, operation(MIDNIGHT + 2 * HOUR, -3_000, 101_000)).state;
  };

  test("shift → the day's floor and a trailing one move; a static one and a reached lock stay", () => {
    const static_loss = { ...trailingLoss, reference: "initial" } as const;
    const lockedAt = (plus_cents: number) => ({ ...trailingLoss, lock: { plus_cents } });
    expect(floors(withdrawn({ total_loss: trailingLoss }))).toEqual([cents(96_000), cents(98_000)]);
    expect(floors(withdrawn({ total_loss: static_loss }))).toEqual([cents(96_000), cents(97_000)]);
    expect(floors(withdrawn({ total_loss: lockedAt(0) }))).toEqual([cents(96_000), cents(100_000)]);
    expect(floors(withdrawn({ total_loss: lockedAt(cents(2_000)) }))).toEqual([
      cents(96_000),
      cents(98_000),
    ]);
  });

  test("shift, a percentage of the mark → the limit keeps its money until the mark rises", () => {
    const total_loss = { ...trailingLoss, limit: { pct_of_reference: 1_000 } };
    const { rules, state } = phase({ total_loss, after_withdrawal: "shift" });
    const paid = play(rules, state, [snapshot(AT, 110_000), operation(AT, -10_000, 100_000)]).state;
    const moved = { mark: cents(100_000), floor: cents(89_000), amount: cents(11_000) };
    expect(paid.total).toMatchObject(moved);
    expect(judge(rules, paid, snapshot(AT, 100_000)).state.total).toMatchObject(moved);
    expect(judge(rules, paid, snapshot(AT, 101_000)).state.total).toMatchObject({
      mark: cents(101_000),
      floor: cents(90_900),
      amount: cents(10_100),
    });
  });

  test("shift, a deposit that lifts a trailing floor to its lock → locked there", () => {
    const total_loss = { ...trailingLoss, lock: { plus_cents: 0 } };
    const { rules, state } = phase({ total_loss, after_withdrawal: "shift" });
    const { total } = judge(rules, state, operation(AT, 9_000, 109_000)).state;
    expect(total).toMatchObject({ floor: cents(100_000), is_locked: true });
  });

  test("keep → nothing moves", () => {
    const after = withdrawn({ total_loss: trailingLoss, after_withdrawal: "keep" });
    expect(floors(after)).toEqual([cents(99_000), cents(101_000)]);
  });

  test("lock_at_initial → only a withdrawal raises the floor, and never lowers it", () => {
    const own = { total_loss: trailingLoss, after_withdrawal: "lock_at_initial" } as const;
    expect(withdrawn(own).total?.floor).toBe(cents(101_000));
    const { rules, state } = phase(own);
    const deposited = judge(rules, state, operation(AT, 5_000, 105_000)).state;
    expect(deposited.total?.is_locked).toBe(false);
    const nothing = judge(rules, state, operation(AT, 0, 100_000)).state;
    expect([nothing.has_withdrawn, nothing.total?.floor]).toEqual([false, cents(97_000)]);
    const paid = play(rules, state, [snapshot(AT, 102_000), operation(AT, -1_000, 101_000)]).state;
    expect(paid.total?.floor).toBe(cents(100_000));
    // It is locked: it trails no more.
    expect(judge(rules, paid, snapshot(AT, 109_000)).state.total?.floor).toBe(cents(100_000));
  });
});

describe("warnings", () => {
  test.each([
    [97_500.01, []],
    [97_500, ["warned"]],
    [96_000.01, []],
    [96_000, ["warned"]],
  ])("equity %d after the ones before → %j", (equity, expected) => {
    const { rules, state } = phase({ daily_loss: dailyLoss });
    const earlier = equity < 97_000 ? [snapshot(AT, 97_500)] : [];
    const before = play(rules, state, earlier).state;
    expect(kinds(judge(rules, before, snapshot(AT, equity)).verdicts)).toEqual(expected);
  });

  test("both limits half used → each by its name, at its floor", () => {
    const total_loss = { ...trailingLoss, limit: { cents: cents(6_000) } };
    const { rules, state } = phase({ daily_loss: dailyLoss, total_loss });
    expect(judge(rules, state, snapshot(AT, 97_000)).verdicts).toMatchObject([
      { kind: "warned", rule: "total_loss", threshold: cents(94_000) },
      { kind: "warned", rule: "daily_loss", threshold: cents(95_000) },
    ]);
  });

  test("a reset that would pause → a warning too; a day earlier none", () => {
    const limit = { cents: cents(3_000) };
    // biome-ignore lint/suspicious/noThenProperty: the rule's field
    const { rules, state } = phase({ daily_loss: { ...dailyLoss, limit, then: "pause" } });
    const late = MIDNIGHT - 2 * HOUR;
    const early = judge(rules, state, snapshot(late - 1, 101_000, 105_000));
    expect(early.verdicts).toEqual([]);
    expect(kinds(judge(rules, early.state, snapshot(late, 101_000, 105_000)).verdicts)).toEqual([
      "warned",
    ]);
  });
});
