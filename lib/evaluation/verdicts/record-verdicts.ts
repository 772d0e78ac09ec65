import { and, eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import {
  challengePhases,
  challenges,
  evaluations,
  purchases,
  verdictEvidence,
  verdicts as verdictsTable,
} from "@/db/schema";
import { readRuleSets } from "@/lib/catalog";
import { boughtProgramView } from "@/lib/catalog/schemas";
import { challengeStatus } from "@/lib/challenges/schemas";
import { addLogFields, type Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { queueEmail } from "@/lib/mail";
import { JUDGE_VERSION } from "@/lib/rules";
import type { RuleSet } from "@/lib/rules/schemas";
import { setAccess } from "../commands/set-access";
import { type EvaluationRow, isEnding, type JudgedVerdict } from "../state";
import { emitVerdict } from "./emit-verdict";

/** The kinds that the customer is told of by email and apps by webhook. A counted day is on the challenge's page alone. */
const isNotable = ({ kind }: JudgedVerdict) =>
  kind !== "day_counted" && kind !== "review" && kind !== "resumed";

/**
 * Stores verdicts with their evidence, and what follows from them: the evaluation's state, the challenge, commands to the
 * venue, emails and webhooks. The caller has locked the evaluation, and stores the judge's state.
 *
 * @returns the evaluation's new state
 */
export async function recordVerdicts(
  ctx: Context,
  tx: Transaction,
  row: EvaluationRow,
  judged: readonly JudgedVerdict[],
): Promise<EvaluationRow["state"]> {
  if (judged.length === 0) return row.state;
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
  const deciding = stored.findLast((verdict) => stateAfter(verdict) !== null);
  const state = (deciding && stateAfter(deciding)) ?? row.state;
  if (deciding && state !== row.state) {
    const ended = isEnding(deciding) && state !== "held";
    await tx
      .update(evaluations)
      .set({ state, ...(ended && { endedAt: sql`now()`, dueAt: null }) })
      .where(eq(evaluations.id, row.id));
    if (ended) await endPhase(tx, row, state);
    await setAccess(tx, row, { isOpen: state === "active", closes: true, verdictId: deciding.id });
  }
  for (const verdict of stored.filter(isNotable)) {
    await emitVerdict(tx, row, verdict);
    await queueEmail(tx, "challenge-verdict", { verdict_id: verdict.id });
  }
  for (const { id, kind, rule } of stored) {
    addLogFields(ctx, { challenge_id: row.challengeId });
    ctx.log.info({ verdict_id: id, kind, rule, phase_index: row.phaseIndex }, "verdict.recorded");
  }
  return state;
}

/** The evaluation's state after a verdict; null if the verdict changes none. */
function stateAfter({ kind, doubt }: JudgedVerdict): EvaluationRow["state"] | null {
  if (kind === "paused") return "paused";
  if (kind === "resumed") return "active";
  if (kind !== "breached" && kind !== "passed" && kind !== "expired") return null;
  return doubt === null ? kind : "held";
}

const valuesOf = (
  row: EvaluationRow,
  rules: RuleSet,
  verdict: JudgedVerdict & { id: string },
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
  standing: verdict.doubt === null ? ("final" as const) : ("provisional" as const),
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

/**
 * Ends a phase that trading ended, and its challenge: failed, or passed with its last phase. After another phase that was
 * passed the challenge waits for its next account.
 */
async function endPhase(
  tx: Transaction,
  { challengeId, phaseIndex }: EvaluationRow,
  state: EvaluationRow["state"],
): Promise<void> {
  const status = state === "passed" ? challengeStatus.passed : challengeStatus.failed;
  const ended = { status, endedAt: sql`now()` };
  await tx
    .update(challengePhases)
    .set(ended)
    .where(
      and(
        eq(challengePhases.challengeId, challengeId),
        eq(challengePhases.phaseIndex, phaseIndex),
        eq(challengePhases.status, challengeStatus.active),
      ),
    );
  if (state === "passed" && (await hasNextPhase(tx, challengeId, phaseIndex))) return;
  await tx
    .update(challenges)
    .set({ ...ended, holdReason: null, holdPaymentId: null, heldAt: null, updatedAt: sql`now()` })
    .where(and(eq(challenges.id, challengeId), eq(challenges.status, challengeStatus.active)));
}

async function hasNextPhase(tx: Transaction, challengeId: number, phaseIndex: number) {
  const [row] = await tx
    .select({ program: purchases.program })
    .from(purchases)
    .innerJoin(challenges, eq(challenges.purchaseId, purchases.id))
    .where(eq(challenges.id, challengeId));
  if (!row) return false;
  const { steps } = boughtProgramView.pick({ steps: true }).parse(row.program);
  return steps.some((step) => step.phase_index > phaseIndex);
}
