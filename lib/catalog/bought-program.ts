import type { Executor } from "@/db/client";
import { minorUnits } from "@/lib/core/money";
import { presentRules } from "./present-rules";
import { readRuleSets } from "./rule-sets";
import { type BoughtProgramView, boughtProgramSchema, type StepView } from "./schemas";

/** A program as a purchase keeps it, with the rules of its phases. */
export async function presentBoughtProgram(
  db: Executor,
  stored: unknown,
): Promise<BoughtProgramView> {
  const program = boughtProgramSchema.parse(stored);
  const ids = program.steps.flatMap(({ rule_set }) => rule_set ?? []);
  const ruleSets = await readRuleSets(db, ids);
  const steps = program.steps.map((step): StepView => {
    const rules = step.rule_set && ruleSets.get(step.rule_set);
    if (!step.rule_set || !rules) return { ...step, rules: null, rules_text: [] };
    const { phase_type: phaseType, rule_set: ruleSetId, initial_balance, currency } = step;
    const initial = minorUnits(initial_balance);
    return { ...step, ...presentRules({ phaseType, ruleSetId, rules }, { initial, currency }) };
  });
  return { ...program, steps };
}
