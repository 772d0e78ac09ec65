import type { Executor } from "@/db/client";
import { notFound } from "@/lib/core/errors";
import { minorUnits } from "@/lib/core/money";
import { presentRules } from "./present-rules";
import { findRuleSet } from "./rule-sets";
import type { RuleSetQuery, RuleSetView } from "./schemas";

/** A rule set, with its sentences for an account. It never changes. Throws NOT_FOUND. */
export async function getRuleSet(
  db: Executor,
  id: string,
  { account_size, currency, phase_type }: RuleSetQuery,
): Promise<RuleSetView> {
  const rules = await findRuleSet(db, id);
  if (!rules) throw notFound("rule set");
  const account = { initial: minorUnits(account_size), currency };
  return presentRules({ phaseType: phase_type, ruleSetId: id, rules }, account);
}
