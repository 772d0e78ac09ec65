import type { Transaction } from "@/db/client";
import { verdictEvidence, verdicts as verdictsTable } from "@/db/schema";
import { readRuleSets } from "@/lib/catalog";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { metrics } from "@/lib/core/metrics";
import { queueEmail } from "@/lib/mail";
import { JUDGE_VERSION } from "@/lib/rules";
import type { RuleSet } from "@/lib/rules/schemas";
import { type EvaluationRow, type JudgedVerdict, stateAfter } from "../state";
import { changeState } from "./change-state";
import { emitVerdict } from "./emit-verdict";

/** The kinds that the customer is emailed about. The others are on the challenge's page alone. */
const isNotable = ({ kind }: JudgedVerdict) =>
  kind !== "day_counted" && kind !== "review" && kind !== "resumed";

/**
 * Stores verdicts with their evidence, and what follows from them: the evaluation's state, the challenge, commands to the
 * venue, emails and webhooks. The caller has locked the evaluation, and stores the judge's state.
 *
 * @param isDecided whether a verdict after these, which is stored already, has decided the evaluation's state
 * @returns the evaluation's new state
 */
export async function recordVerdicts(
  ctx: Context,
  tx: Transaction,
  row: EvaluationRow,
  judged: readonly JudgedVerdict[],
  isDecided = false,
): Promise<EvaluationRow["state"]> {
  const stored = await insertVerdicts(tx, row, judged);
  const deciding = isDecided
    ? undefined
    : stored.findLast((verdict) => stateAfter(verdict) !== null);
  const state = (deciding && stateAfter(deciding)) ?? row.state;
  if (deciding) await changeState(tx, row, state, deciding.id);
  for (const verdict of stored) {
    if (isNotable(verdict)) {
      await emitVerdict(tx, row, verdict);
      await queueEmail(tx, "challenge-verdict", { verdict_id: verdict.id });
    }
    metrics().verdicts.inc({ kind: verdict.kind });
    if (stateAfter(verdict) !== null && verdict.eventSeq !== null) {
      metrics().detectionDelay.observe(Math.max(0, Date.now() - verdict.at) / 1_000);
    }
    const { id: verdict_id, kind, rule } = verdict;
    const { challengeId: challenge_id, phaseIndex: phase_index } = row;
    ctx.log.info({ challenge_id, phase_index, verdict_id, kind, rule }, "verdict.recorded");
  }
  return state;
}

type StoredVerdict = JudgedVerdict & { id: string };

async function insertVerdicts(
  tx: Transaction,
  row: EvaluationRow,
  judged: readonly JudgedVerdict[],
): Promise<StoredVerdict[]> {
  if (judged.length === 0) return [];
  const rules = (await readRuleSets(tx, [row.ruleSetId])).get(row.ruleSetId);
  if (!rules) throw new Error(`no rule set ${row.ruleSetId}`);
  const stored = judged.map((verdict) => ({ ...verdict, id: newId("vrd") }));
  await tx.insert(verdictsTable).values(stored.map((verdict) => valuesOf(row, rules, verdict)));
  await tx.insert(verdictEvidence).values(
    stored.map(({ id, event, before, after }) => ({
      verdictId: id,
      event,
      stateBefore: before,
      stateAfter: after,
    })),
  );
  return stored;
}

const valuesOf = (
  row: EvaluationRow,
  rules: RuleSet,
  verdict: StoredVerdict,
): typeof verdictsTable.$inferInsert => ({
  id: verdict.id,
  evaluationId: row.id,
  kind: verdict.kind,
  rule: verdict.rule,
  threshold: verdict.threshold,
  observed: verdict.observed,
  comparison: comparisonOf(rules, verdict),
  at: new Date(verdict.at),
  eventSeq: verdict.eventSeq,
  ruleSetId: row.ruleSetId,
  judgeVersion: JUDGE_VERSION,
  standing: verdict.doubt === null ? "final" : "provisional",
  doubt: verdict.doubt,
});

/** How the observed value violates the threshold, which the database checks; null for verdicts that violate nothing. */
function comparisonOf(
  rules: RuleSet,
  { kind, rule }: JudgedVerdict,
): "below" | "at_or_below" | "above" | null {
  if (kind !== "breached" && kind !== "paused") return null;
  if (rule !== "daily_loss" && rule !== "total_loss") return "above";
  return rules[rule]?.at_limit === "touch" ? "at_or_below" : "below";
}
