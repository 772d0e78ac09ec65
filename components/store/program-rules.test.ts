import { expect, it } from "vitest";
import type { ProgramView, StepView } from "@/lib/catalog/schemas";
import { stepView as step } from "./fixtures";
import { phaseGoal } from "./program";
import { programRules } from "./program-rules";

const funded = step({
  phase_type: 1,
  profit_target_pct: null,
  duration_days: null,
  min_trading_days: 0,
  profit_split: 85,
});

const program = (...steps: StepView[]): ProgramView => ({
  id: 1,
  brand: "brand-a",
  name: "two-phase-100k",
  display_name: "Two-phase 100K",
  description: "",
  price: 499,
  price_currency: "USD",
  price_label: "One-time fee",
  profit_split: 85,
  status: 0,
  sort_index: 1,
  steps,
});

const ruleOf = (of: ProgramView, ruleName: string) =>
  programRules(of).find(({ name }) => name === ruleName);

it("programRules: a limit that all phases share → its percentage and its amount", () => {
  const rule = ruleOf(program(step(), step(), funded), "Max daily loss");
  expect(rule).toMatchObject({ share: "5%", amount: "$5,000" });
});

it("programRules: a limit that differs by phase → its range, no amount", () => {
  const rule = ruleOf(program(step({ max_daily_loss_pct: 4 }), step()), "Max daily loss");
  expect(rule).toEqual({ name: "Max daily loss", share: "4–5%" });
});

it("programRules: a limit that only some phases have → no amount", () => {
  const rule = ruleOf(program(step(), step({ max_total_loss_pct: null })), "Max total loss");
  expect(rule?.amount).toBeUndefined();
});

it("programRules: time limits → those of the evaluation phases, phase by phase", () => {
  const share = (...steps: StepView[]) => ruleOf(program(...steps), "Time limit")?.share;
  expect(share(step(), step({ duration_days: 60 }), funded)).toBe("30 + 60 days");
  expect(share(step({ duration_days: null }), funded)).toBe("None");
  expect(share(step(), step({ duration_days: null }))).toBe("In some phases");
  expect(share(step({ duration_days: 14 }))).toBe("14 days");
});

it("programRules: no minimum of trading days and no split → no line for them", () => {
  const bare = { ...program(step({ min_trading_days: 0 })), profit_split: null };
  expect(programRules(bare).map(({ name }) => name)).toEqual([
    "Max daily loss",
    "Max total loss",
    "Time limit",
  ]);
});

it("phaseGoal: a target, a funded phase, no target → +8%, No target, No target", () => {
  expect([step(), funded, step({ profit_target_pct: null })].map(phaseGoal)).toEqual([
    "+8%",
    "No target",
    "No target",
  ]);
});
