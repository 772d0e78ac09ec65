import { expect, test } from "vitest";
import { AT, cents, operation, phase, play, snapshot } from "@/testing/rules/phase";
import { judge } from "../index";
import type { RuleSet } from "../schemas";

const target: NonNullable<RuleSet["profit_target"]> = {
  amount: { cents: cents(500) },
  measure: "balance_flat",
  hold: "at_decision",
};

test("profit_target, balance_flat: one open position → not reached; none → by the balance", () => {
  const { rules, state } = phase({ profit_target: target });
  const at = (open_positions: number, balance: number) =>
    judge(rules, state, { ...snapshot(AT, 100_000, balance), open_positions }).state.status;
  expect([at(1, 100_500), at(0, 100_500), at(0, 100_499.99)]).toEqual([
    "active",
    "passed",
    "active",
  ]);
});

test.each([
  ["at_decision", "active"],
  ["once", "passed"],
] as const)("profit_target, hold %s: reached, lost again, then the days → %s", (hold, status) => {
  const { rules, state } = phase({
    profit_target: { ...target, hold },
    min_trading_days: { days: 1, counts: "opened", min_profit: null },
  });
  const opening = { ...snapshot(AT, 99_000), type: "deal", entry: "in" } as const;
  const costs = { profit: 0, commission: 0, swap: 0 };
  const { state: after } = play(rules, state, [
    snapshot(AT, 100_500),
    snapshot(AT, 99_000),
    { ...opening, ...costs, open_positions: 1 },
  ]);
  expect(after.status).toBe(status);
});

test("profit_target, once, of a cent: no profit yet → active; after a withdrawal the profit stays", () => {
  const { rules, state } = phase({
    profit_target: { ...target, amount: { cents: 1 }, hold: "once" },
  });
  expect(judge(rules, state, snapshot(AT, 100_000)).state.status).toBe("active");
  const paid = judge(rules, state, operation(AT, -5_000, 95_000)).state;
  expect(paid.status).toBe("active");
  expect(judge(rules, paid, snapshot(AT, 95_000.01)).state.status).toBe("passed");
});
