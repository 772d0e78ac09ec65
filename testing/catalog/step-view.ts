import { exampleRules, step } from "@/lib/catalog/examples";
import { presentRules } from "@/lib/catalog/present-rules";
import { fieldsOfRules } from "@/lib/catalog/rule-fields";
import type { StepView } from "@/lib/catalog/schemas";
import type { RuleSet } from "@/lib/rules/schemas";

/** A phase of 100,000 USD as the API has it, with changes of its rules and of its own fields. */
export function stepView(
  own: Partial<RuleSet> = {},
  changes: Partial<Pick<StepView, "phase_index" | "phase_type" | "name">> = {},
): StepView {
  const rules: RuleSet = { ...exampleRules, ...own };
  const { profit_split_pct: profit_split, ...fields } = fieldsOfRules(rules);
  const base = { ...step, ...changes, ...fields, profit_split };
  const ruleSet = { phaseType: base.phase_type, ruleSetId: step.rule_set ?? "", rules };
  return { ...base, ...presentRules(ruleSet, { initial: 10_000_000, currency: "usd" }) };
}

/** The same as a funded phase: without a target, a time limit and trading days. */
export const fundedView = (own: Partial<RuleSet> = {}): StepView =>
  stepView(
    { profit_target: null, time_limit: null, min_trading_days: null, ...own },
    { phase_type: 1, name: "Funded" },
  );
