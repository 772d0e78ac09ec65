import type { Executor } from "@/db/client";
import { describeRuleSet } from "@/lib/rules/texts";
import { readRuleSets } from "./rule-sets";

/**
 * The main rules of a purchase's first phase, in a line; null for an old purchase whose rule set isn't stored yet. Every
 * program begins with an evaluation.
 */
export async function describeRules(
  db: Executor,
  ruleSetId: string | null,
  currency: string,
): Promise<string | null> {
  if (ruleSetId === null) return null;
  const rules = (await readRuleSets(db, [ruleSetId])).get(ruleSetId);
  return rules ? describeRuleSet(rules, currency, "evaluation") : null;
}
