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

const ruleOf = (given: ProgramView, wanted: string) =>
  programRules(given).find(({ name }) => name === wanted);

it("says a limit that all phases share in percent and in money", () => {
  const rule = ruleOf(program(step(), step(), funded), "Max daily loss");
  expect(rule).toMatchObject({ share: "5%", amount: "$5,000" });
});

it("says the span of a limit that the phases don't share, and no amount", () => {
  const rule = ruleOf(program(step({ max_daily_loss_pct: 4 }), step()), "Max daily loss");
  expect(rule).toEqual({ name: "Max daily loss", share: "4–5%" });
});

it("gives no amount for a limit that only some phases have", () => {
  const rule = ruleOf(program(step(), step({ max_total_loss_pct: null })), "Max total loss");
  expect(rule?.amount).toBeUndefined();
});

it("counts the time of the evaluation phases only, phase by phase", () => {
  const share = (...steps: StepView[]) => ruleOf(program(...steps), "Time limit")?.share;
  expect(share(step(), step({ duration_days: 60 }), funded)).toBe("30 + 60 days");
  expect(share(step({ duration_days: null }), funded)).toBe("None");
  expect(share(step(), step({ duration_days: null }))).toBe("In some phases");
  expect(share(step({ duration_days: 14 }))).toBe("14 days");
});

it("leaves out what a program doesn't have", () => {
  const bare = { ...program(step({ min_trading_days: 0 })), profit_split: null };
  expect(programRules(bare).map(({ name }) => name)).toEqual([
    "Max daily loss",
    "Max total loss",
    "Time limit",
  ]);
});

it("names what a phase asks for or gives", () => {
  expect([step(), funded, step({ profit_target_pct: null })].map(phaseGoal)).toEqual([
    "+8%",
    "No target",
    "No target",
  ]);
});
