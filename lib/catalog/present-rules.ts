import type { RuleSet } from "@/lib/rules/schemas";
import { rulesText } from "@/lib/rules/texts";
import { fieldsOfRules } from "./rule-fields";
import type { TierPhase } from "./schemas";

interface PhaseWithRules {
  phaseIndex: number;
  phaseType: number;
  name: string;
  ruleSetId: string;
  rules: RuleSet;
}

interface Account {
  /** The initial balance in minor units. */
  initial: bigint | number;
  currency: string;
}

/** The rules of a phase in the form of the APIs: the rule set, its id, and its sentences. */
export const presentRules = (
  { phaseType, ruleSetId, rules }: Pick<PhaseWithRules, "phaseType" | "ruleSetId" | "rules">,
  { initial, currency }: Account,
) => ({
  rule_set: ruleSetId,
  rules,
  rules_text: rulesText(rules, {
    initial,
    currency,
    phaseType: phaseType === 1 ? "funded" : "evaluation",
  }),
});

/** The phases of what is sold by card, with their rules. */
export const presentTierPhases = (phases: PhaseWithRules[], account: Account): TierPhase[] =>
  phases.map((phase) => ({
    phase_index: phase.phaseIndex,
    phase_type: phase.phaseType === 1 ? 1 : 0,
    name: phase.name,
    ...presentRules(phase, account),
  }));

/** Single rules of a tier: of its first phase; the split is the last phase's. */
export function tierRuleFields(phases: readonly { rules: RuleSet }[]) {
  const [first, last] = [phases[0], phases.at(-1)];
  const { profit_target_pct, max_daily_loss_pct, max_total_loss_pct, min_trading_days } =
    fieldsOfRules(first?.rules ?? null);
  const { profit_split_pct } = fieldsOfRules(last?.rules ?? null);
  return {
    profit_target_pct,
    max_daily_loss_pct,
    max_total_loss_pct,
    profit_split_pct,
    min_trading_days,
  };
}
