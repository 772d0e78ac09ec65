import type { Executor } from "@/db/client";
import { describeRuleSet } from "@/lib/rules/texts";
import { readRuleSets } from "./rule-sets";

/** The main rules of what was sold, in a line; null for an old purchase whose rule set isn't stored yet. */
export async function describeRules(
  db: Executor,
  ruleSetId: string | null,
  currency: string,
): Promise<string | null> {
  if (ruleSetId === null) return null;
  const rules = (await readRuleSets(db, [ruleSetId])).get(ruleSetId);
  return rules ? describeRuleSet(rules, currency) : null;
}
