import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { eventLists, ruleSets } from "@/testing/rules/arbitrary";
import {
  AT,
  cents,
  DAY,
  dailyLoss,
  deal,
  MIDNIGHT,
  operation,
  phase,
  play,
  snapshot,
  trailingLoss,
} from "@/testing/rules/phase";
import {
  advance,
  checkWithdrawal,
  judge,
  largestWithdrawal,
  openPhase,
  type PhaseState,
} from "./index";
import type { RuleSet } from "./schemas";

// They compute for seconds on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

/** The state after a withdrawal, and what ends or pauses the phase until the next reset with today's values. */
function withdraw(rules: RuleSet, state: PhaseState, amount: number) {
  const after = judge(rules, state, {
    type: "balance_operation",
    at: state.at,
    amount: -amount,
    balance: state.balance - amount,
    equity: state.equity - amount,
  });
  const reset = advance(rules, after.state, after.state.day_ends_at);
  const harm = [...after.verdicts, ...reset.verdicts].filter(
    ({ kind }) => kind === "breached" || kind === "paused",
  );
  return { status: after.state.status, harm };
}

test("checkWithdrawal: any rules → what would end or pause the phase is rejected, any other leaves it as it was", () => {
  fc.assert(
    fc.property(
      // Held positions and deadlines end a phase with or without a withdrawal.
      ruleSets.map((rules) => ({
        ...rules,
        holding: null,
        time_limit: null,
        max_trading_days: null,
        inactivity_days: null,
        max_open_positions: null,
        max_lots: null,
        profit_target: null,
      })),
      eventLists,
      fc.integer({ min: 0, max: 2_500_000 }),
      (rules, events, amount) => {
        const opened = openPhase(rules, { initial: cents(100_000), at: AT });
        const { state } = play(rules, opened, events);
        fc.pre(state.status === "active" || state.status === "paused");
        const verdict = checkWithdrawal(rules, state, amount);
        const { status, harm } = withdraw(rules, state, amount);
        expect(verdict).toEqual(harm[0] ?? null);
        if (verdict === null) expect(status).toBe(state.status);
      },
    ),
    { numRuns: 200 },
  );
});

test("largestWithdrawal: any rules → it is allowed, and a cent more isn't", () => {
  fc.assert(
    fc.property(ruleSets, eventLists, (rules, events) => {
      const opened = openPhase(rules, { initial: cents(100_000), at: AT });
      const { state } = play(rules, opened, events);
      fc.pre(state.status === "active");
      const largest = largestWithdrawal(rules, state);
      const isAllAllowed = largest === Math.min(state.balance, state.equity);
      if (largest > 0) expect(checkWithdrawal(rules, state, largest)).toBeNull();
      if (!isAllAllowed) expect(checkWithdrawal(rules, state, largest + 1)).not.toBeNull();
    }),
    { numRuns: 200 },
  );
});

describe("checkWithdrawal", () => {
  const total_loss = { ...trailingLoss, limit: { pct_of_initial: 1_000 } };
  const staticLoss = { ...total_loss, reference: "initial" } as const;
  const won = deal({ at: AT, balance: 110_000, profit: 10_000 });
  const checks = (own: Partial<RuleSet>) => {
    const { rules, state } = phase(own);
    const { state: rich } = judge(rules, state, won);
    return {
      check: (amount: number) => checkWithdrawal(rules, rich, cents(amount)),
      largest: largestWithdrawal(rules, rich) / 100,
    };
  };

  test("keep → down to the floor, which is named", () => {
    const { check, largest } = checks({ total_loss: staticLoss, after_withdrawal: "keep" });
    expect(largest).toBe(20_000);
    expect(check(20_000)).toBeNull();
    expect(check(20_000.01)).toEqual({
      kind: "breached",
      rule: "total_loss",
      threshold: cents(90_000),
      observed: cents(89_999.99),
      at: AT,
    });
  });

  test("shift → a trailing floor moves with it, a static one doesn't", () => {
    const own = { after_withdrawal: "shift" } as const;
    expect(checks({ ...own, total_loss }).largest).toBe(110_000);
    expect(checks({ ...own, total_loss: staticLoss }).largest).toBe(20_000);
  });

  test("lock_at_initial → down to the initial balance", () => {
    const { check, largest } = checks({ total_loss, after_withdrawal: "lock_at_initial" });
    expect(largest).toBe(10_000);
    expect(check(10_000.01)).toMatchObject({ threshold: cents(100_000) });
  });

  test("a daily limit that pauses → paused", () => {
    // biome-ignore lint/suspicious/noThenProperty: the rule's field
    const daily_loss = { ...dailyLoss, then: "pause" } as const;
    const { check, largest } = checks({ daily_loss, after_withdrawal: "keep" });
    expect(largest).toBe(15_000);
    expect(check(15_000.01)).toMatchObject({ kind: "paused", rule: "daily_loss" });
  });

  test("only the next reset would breach → rejected, at the reset's time", () => {
    const { rules, state } = phase({
      total_loss: { ...staticLoss, check: "day_end" },
      after_withdrawal: "keep",
    });
    expect(checkWithdrawal(rules, state, cents(10_000))).toBeNull();
    expect(checkWithdrawal(rules, state, cents(10_000.01))).toMatchObject({
      kind: "breached",
      at: MIDNIGHT,
    });
  });

  test("a reset that breaches anyway → nothing can be withdrawn", () => {
    const limit = { cents: cents(3_000) };
    const { rules, state } = phase({ daily_loss: { ...dailyLoss, limit } });
    const floating = judge(rules, state, snapshot(AT, 101_000, 105_000)).state;
    expect(largestWithdrawal(rules, floating)).toBe(0);
    expect(checkWithdrawal(rules, floating, 0)).toMatchObject({ at: MIDNIGHT });
  });

  test("no loss rules → the lower of balance and equity, and no less than 0", () => {
    const { rules, state } = phase({});
    const largestAt = (equity: number) =>
      largestWithdrawal(rules, judge(rules, state, snapshot(AT, equity, 100_000)).state);
    expect(largestAt(90_000)).toBe(cents(90_000));
    expect(largestAt(110_000)).toBe(cents(100_000));
    expect(largestAt(-1)).toBe(0);
  });

  test.each([-1, 0.5, Number.NaN])("amount %j → an error", (amount) => {
    const { rules, state } = phase({});
    expect(() => checkWithdrawal(rules, state, amount)).toThrow(RangeError);
  });

  test("after an earlier withdrawal → by the floors that it left", () => {
    const { rules, state } = phase({ total_loss, after_withdrawal: "lock_at_initial" });
    const events = [won, operation(AT + DAY, -4_000, 106_000)];
    expect(largestWithdrawal(rules, play(rules, state, events).state)).toBe(cents(6_000));
  });
});
