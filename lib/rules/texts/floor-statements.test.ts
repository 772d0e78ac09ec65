// biome-ignore-all lint/suspicious/noThenProperty: a field of rules

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  AT,
  cents,
  DAY,
  dailyLoss,
  noRules,
  operation,
  phase,
  play,
  snapshot,
  trailingLoss,
} from "@/testing/rules/phase";
import { checkWithdrawal, largestWithdrawal, payouts, totalLoss } from "../index";
import type { RuleSet } from "../schemas";
import { rulesText } from ".";

/** The text of a rule of a funded account of 100,000. */
const textOf = (own: Partial<RuleSet>, rule: string) =>
  rulesText(
    { ...noRules, ...own },
    { initial: cents(100_000), currency: "usd", phaseType: "funded" },
  ).find((text) => text.rule === rule)?.text ?? "";

/** The total floor after events, in units. */
const floorAfter = (own: Partial<RuleSet>, events: Parameters<typeof play>[2]) => {
  const { rules, state } = phase(own);
  return (play(rules, state, events).state.total?.floor ?? 0) / 100;
};

describe("highs", () => {
  const values = { balance: snapshot(AT, 101_000), floating: snapshot(AT, 101_000, 100_000) };
  const end = snapshot(AT + DAY, 100_000);

  test("rulesText: the balance at a day's end → nothing else raises the floor", () => {
    const total_loss = { ...trailingLoss, reference: "day_end_balance_high" } as const;
    expect(textOf({ total_loss }, "total_loss")).toContain(
      "Only the balance at a day's end raises it. A higher balance earlier that day or the profit of open positions doesn't.",
    );
    const lower = snapshot(AT + 1, 100_000);
    expect(floorAfter({ total_loss }, [values.balance, lower, end])).toBe(97_000);
    expect(floorAfter({ total_loss }, [values.floating, end])).toBe(97_000);
    expect(floorAfter({ total_loss }, [values.balance, end])).toBe(98_000);
  });

  test("rulesText: equity at a day's end → nothing else raises the floor", () => {
    const total_loss = { ...trailingLoss, reference: "day_end_equity_high" } as const;
    expect(textOf({ total_loss }, "total_loss")).toContain(
      "Only equity at a day's end raises it, open positions included. A higher value earlier that day doesn't.",
    );
    const lower = snapshot(AT + 1, 100_000);
    expect(floorAfter({ total_loss }, [values.floating, lower, end])).toBe(97_000);
    expect(floorAfter({ total_loss }, [values.floating, end])).toBe(98_000);
  });
});

describe("two floors", () => {
  const own = {
    daily_loss: { ...dailyLoss, limit: { cents: cents(1_000) }, then: "pause" },
    total_loss: trailingLoss,
  } as const;

  test("rulesText: a daily floor that pauses → it alone pauses, and the total one ends", () => {
    expect(textOf(own, "total_loss")).toContain(
      "The daily floor, the higher one on the first day, pauses trading; only this floor ends the funded phase.",
    );
    const { rules, state } = phase(own);
    expect(play(rules, state, [snapshot(AT, 98_999.99)]).state.status).toBe("paused");
    expect(play(rules, state, [snapshot(AT, 97_000)]).state.status).toBe("paused");
    expect(play(rules, state, [snapshot(AT, 96_999.99)]).state.status).toBe("breached");
  });

  test("rulesText: a daily floor that isn't higher on the first day → not called higher", () => {
    const daily_loss = { ...dailyLoss, limit: { cents: cents(3_000) } };
    expect(textOf({ ...own, daily_loss }, "total_loss")).toContain(
      "The daily floor applies as well",
    );
    const { state } = phase({ ...own, daily_loss });
    expect(state.daily?.floor).toBe(state.total?.floor);
  });
});

describe("withdrawals", () => {
  const shift = { after_withdrawal: "shift" } as const;

  test("rulesText: a trailing floor → the high moves down too: a lower high raises it", () => {
    const own = { ...shift, total_loss: trailingLoss };
    const sentence =
      "The total floor and the high that it follows move down by the amount withdrawn";
    expect(textOf(own, "after_withdrawal")).toContain(`${sentence}.`);
    const before = [snapshot(AT, 104_000), operation(AT + 1, -3_000, 101_000)];
    expect(floorAfter(own, before)).toBe(98_000);
    expect(floorAfter(own, [...before, snapshot(AT + 2, 101_500)])).toBe(98_500);
    const locking = { ...own, total_loss: { ...trailingLoss, lock: { plus_cents: 0 } } };
    expect(textOf(locking, "after_withdrawal")).toContain(
      `${sentence}, unless the floor has stopped rising.`,
    );
    expect(floorAfter(locking, before)).toBe(100_000);
  });

  test.each([
    ["below", "equity below $90,000.00", 10_000_00],
    ["touch", "equity at $90,000.00 or less", 9_999_99],
  ] as const)(
    "rulesText: a static floor with %s → that withdrawal is declined",
    (at_limit, what, most) => {
      const total_loss = totalLoss({ pct_of_initial: 1_000 }, { at_limit });
      for (const own of [{ ...shift, total_loss, daily_loss: dailyLoss }, { total_loss }]) {
        expect(textOf(own, "after_withdrawal")).toContain(
          `A withdrawal that would leave ${what} is declined before any money moves.`,
        );
        const { rules, state } = phase(own);
        expect(largestWithdrawal(rules, state)).toBe(most);
      }
    },
  );

  test("rulesText: a static floor beside a daily one in percent of the balance → both are said", () => {
    const daily_loss = { ...dailyLoss, limit: { pct_of_reference: 300 } };
    const own = { ...shift, daily_loss, total_loss: totalLoss({ pct_of_initial: 600 }) };
    expect(textOf(own, "after_withdrawal")).toContain(
      "A withdrawal that would leave equity below $94,000.00, or would end the funded phase when the next day begins, is declined",
    );
    const { rules, state } = phase(own);
    expect(largestWithdrawal(rules, state)).toBe(cents(6_000));
    const rich = play(rules, state, [snapshot(AT, 197_000, 202_000)]).state;
    expect(checkWithdrawal(rules, rich, cents(30_000))).toBeNull();
    expect(checkWithdrawal(rules, rich, cents(50_000))).toMatchObject({ rule: "daily_loss" });
  });

  test("rulesText: no withdrawal is said to be declined → the judge allows each", () => {
    const of = <T>(...values: T[]) => fc.constantFrom(...values);
    const limit = fc.oneof(
      fc.record({ pct_of_reference: fc.integer({ min: 100, max: 2_000 }) }),
      fc.record({ cents: fc.integer({ min: 100_000, max: 2_000_000 }) }),
    );
    const any = {
      measure: of("equity", "balance", "lower"),
      at_limit: of("below", "touch"),
      limit,
    };
    const check = of("always", "day_end");
    const daily = fc.record({
      ...any,
      check,
      reference: of("balance", "equity", "higher"),
      then: of("fail", "pause"),
    });
    const highs = of("day_end_balance_high", "balance_high", "equity_high", "day_end_equity_high");
    const total = fc.record({ ...any, check, reference: highs, lock: fc.constant(null) });
    const money = fc.integer({ min: 95_000, max: 110_000 });
    let silent = 0;
    fc.assert(
      fc.property(
        fc.option(daily),
        total,
        money,
        money,
        money,
        (daily_loss, total_loss, ...values) => {
          const own = { ...shift, daily_loss, total_loss } as Partial<RuleSet>;
          if (textOf(own, "after_withdrawal").includes("declined")) return;
          const { rules, state } = phase(own);
          const [high, equity, balance] = values;
          const { state: now } = play(rules, state, [
            snapshot(AT, high),
            snapshot(AT + DAY, equity, balance),
          ]);
          if (now.status !== "active" || checkWithdrawal(rules, now, 0)) return;
          silent += 1;
          // 1 % of less than a dollar rounds to no cents: a floor of "touch" needs the whole dollar.
          const left = cents(Math.min(equity, balance)) - largestWithdrawal(rules, now);
          expect(left).toBeLessThanOrEqual(100);
        },
      ),
      { numRuns: 500 },
    );
    expect(silent).toBeGreaterThan(20);
  });
});

test("rulesText: a payout → both shares leave the balance, the minimum is before the split", () => {
  const payout = payouts(8_000, { days: 14 }, { min_amount: { cents: cents(1_000) } });
  const text = textOf({ payout }, "payout");
  expect(text).toContain(
    "of $2,000.00 you receive $1,600.00, and the balance falls by $2,000.00 when you request it.",
  );
  expect(text).toContain("A payout is at least $1,000.00 before the split.");
  expect(text).toContain("Each later one can be requested 14 days after the request before.");
});
