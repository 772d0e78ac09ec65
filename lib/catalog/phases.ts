import { asc, inArray } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { programSteps } from "@/db/schema";
import type { RuleSet } from "@/lib/rules/schemas";
import { readRuleSets } from "./rule-sets";

type Row = typeof programSteps.$inferSelect;

/** A phase of a program, with the rules that it is judged by. */
export type Phase = Pick<
  Row,
  "programId" | "phaseIndex" | "phaseType" | "name" | "accountGroup" | "ruleSetId"
> & { rules: RuleSet };

/** The columns of a phase: those of single rules are the release before's. */
export const phaseColumns = {
  programId: programSteps.programId,
  phaseIndex: programSteps.phaseIndex,
  phaseType: programSteps.phaseType,
  name: programSteps.name,
  accountGroup: programSteps.accountGroup,
  ruleSetId: programSteps.ruleSetId,
};

/** The phases with their rules, in the same order. */
export async function withRules<P extends { ruleSetId: string }>(
  db: Executor,
  phases: P[],
): Promise<(P & { rules: RuleSet })[]> {
  const ruleSets = await readRuleSets(
    db,
    phases.map(({ ruleSetId }) => ruleSetId),
  );
  return phases.map((phase) => {
    const rules = ruleSets.get(phase.ruleSetId);
    if (!rules) throw new Error(`no rule set ${phase.ruleSetId}`);
    return { ...phase, rules };
  });
}

/** The phases of programs, in their order. */
export async function readPhases(db: Executor, programIds: number[]): Promise<Phase[]> {
  if (programIds.length === 0) return [];
  const rows = await db
    .select(phaseColumns)
    .from(programSteps)
    .where(inArray(programSteps.programId, programIds))
    .orderBy(asc(programSteps.programId), asc(programSteps.phaseIndex));
  return withRules(db, rows);
}
