import { eq, inArray, type SQL, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { ruleSets } from "@/db/schema";
import { perProcess } from "@/lib/core/per-process";
import { type RuleSet, ruleSetSchema } from "@/lib/rules/schemas";

/** A rule set never changes, so what was read once stays right. Its id is the hash of its rules. */
const cached = perProcess("rule-sets", () => new Map<string, RuleSet>());

/** The rule sets with these ids. Throws if one is missing: foreign keys and the trigger of the table forbid it. */
export async function readRuleSets(
  db: Executor,
  ids: readonly string[],
): Promise<ReadonlyMap<string, RuleSet>> {
  const unknown = [...new Set(ids)].filter((id) => !cached().has(id));
  if (unknown.length > 0) {
    const rows = await db.select().from(ruleSets).where(inArray(ruleSets.id, unknown));
    for (const { id, rules } of rows) cached().set(id, ruleSetSchema.parse(rules));
  }
  return new Map(
    ids.map((id) => {
      const rules = cached().get(id);
      if (!rules) throw new Error(`no rule set ${id}`);
      return [id, rules];
    }),
  );
}

/** A rule set, or null. */
export async function findRuleSet(db: Executor, id: string): Promise<RuleSet | null> {
  const [row] = cached().has(id)
    ? [{ id }]
    : await db.select({ id: ruleSets.id }).from(ruleSets).where(eq(ruleSets.id, id));
  if (!row) return null;
  return (await readRuleSets(db, [id])).get(id) ?? null;
}

/** SQL that stores a rule set, unless it is there, and is its id. */
export const storedRuleSet = (rules: RuleSet): SQL<string> =>
  sql<string>`store_rule_set(${JSON.stringify(rules)}::jsonb)`;
