import { presentRules, readRuleSets } from "@/lib/catalog";
import type { Context } from "@/lib/core/context";
import { minorUnits } from "@/lib/core/money";
import type { PropAccountView } from "@/lib/prop-accounts/schemas";
import type { AccountPhase } from "./schemas";

/** The phases that a prop account was bought with, their rules in full. Empty for one from before they were stored. */
export async function readAccountPhases(
  { db }: Pick<Context, "db">,
  { tier_terms: terms, account_size: size }: Pick<PropAccountView, "tier_terms" | "account_size">,
): Promise<AccountPhase[]> {
  if (!terms) return [];
  const { currency, phases } = terms;
  const ruleSets = await readRuleSets(
    db,
    phases.map(({ rule_set }) => rule_set),
  );
  return phases.flatMap(({ phase_index, phase_type, name, rule_set }) => {
    const rules = ruleSets.get(rule_set);
    if (!rules) return [];
    return [
      {
        phase_index,
        phase_type,
        name,
        initial_balance: size,
        currency,
        ...presentRules(
          { phaseType: phase_type, ruleSetId: rule_set, rules },
          { initial: minorUnits(size), currency },
        ),
      },
    ];
  });
}
