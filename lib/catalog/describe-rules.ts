import { z } from "zod";
import type { Executor } from "@/db/client";
import { describeRuleSet } from "@/lib/rules/texts";
import { readRuleSets } from "./rule-sets";
import type { TierTerms } from "./schemas";

/** The main rules of an evaluation, in a line; null where its rule set isn't stored. */
export async function describeRules(
  db: Executor,
  ruleSetId: string | null,
  currency: string,
): Promise<string | null> {
  if (ruleSetId === null) return null;
  const rules = (await readRuleSets(db, [ruleSetId])).get(ruleSetId);
  return rules ? describeRuleSet(rules, currency, "evaluation") : null;
}

/** The main rules of what was bought, in a line. The name says which phase they are of, if there are several. */
export type RulesLine = [name: "Rules" | "Rules of phase 1", rules: string | null];

const nameFor = (phases: number) => (phases > 1 ? "Rules of phase 1" : "Rules");

const stored = z.object({ steps: z.array(z.unknown()) });

interface PurchaseTerms {
  /** As the purchase keeps it. */
  program: unknown;
  ruleSetId: string | null;
  accountCurrency: string;
}

/**
 * The main rules of a purchase's first phase; null for an old purchase whose rule set isn't stored yet. Every program
 * begins with an evaluation.
 */
export const describePurchaseRules = async (
  db: Executor,
  { program, ruleSetId, accountCurrency }: PurchaseTerms,
): Promise<RulesLine> => [
  nameFor(stored.parse(program).steps.length),
  await describeRules(db, ruleSetId, accountCurrency),
];

/** The main rules of a tier's first phase; null where the terms of an old purchase aren't stored. */
export const describeTierRules = (terms: TierTerms | null | undefined): RulesLine => [
  nameFor(terms?.phases.length ?? 0),
  terms?.phases[0]?.rules_summary ?? null,
];
