import { and, desc, eq, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { challenges, evaluations, propAccounts, purchases, verdicts } from "@/db/schema";
import { readRuleSets } from "@/lib/catalog";
import { type Context, requireCustomer } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { openPhase, type PhaseState } from "@/lib/rules";
import type { RuleSet } from "@/lib/rules/schemas";
import { metersOf } from "./meters";
import { decimal, presentNumber } from "./present";
import type { ChallengeEvaluationView, VerdictView } from "./schemas";

const MAX_VERDICTS = 100;

/** Where the current phase of one of the customer's own challenges stands. Throws NOT_FOUND. */
export async function getChallengeEvaluation(
  ctx: Context,
  challengeId: number,
): Promise<ChallengeEvaluationView> {
  const me = requireCustomer(ctx, "accounts:read");
  const [found] = await ctx.db
    .select({
      evaluation: evaluations,
      currency: sql<string>`coalesce(${purchases.accountCurrency}, ${propAccounts.tierTerms} ->> 'currency', 'usd')`,
    })
    .from(challenges)
    .innerJoin(
      evaluations,
      and(
        eq(evaluations.challengeId, challenges.id),
        eq(evaluations.phaseIndex, challenges.currentPhaseIndex),
      ),
    )
    .leftJoin(purchases, eq(purchases.id, challenges.purchaseId))
    .leftJoin(propAccounts, eq(propAccounts.id, challenges.propAccountId))
    .where(and(eq(challenges.id, challengeId), eq(challenges.customerId, me.id)));
  if (!found) throw notFound("challenge");
  const { evaluation, currency } = found;
  const rules = await rulesOf(ctx.db, evaluation.ruleSetId);
  const opened = {
    initial: Number(evaluation.initialCents),
    at: evaluation.openedAt.getTime(),
  };
  const state = (evaluation.judged as PhaseState | null) ?? (rules && openPhase(rules, opened));
  const hasEnded = evaluation.endedAt !== null;
  const isMonitored = evaluation.monitored && state !== null;
  return {
    challenge_id: challengeId,
    phase_index: evaluation.phaseIndex,
    status: evaluation.state,
    monitored: isMonitored,
    currency: currency.toUpperCase(),
    balance: decimal(state?.balance ?? evaluation.initialCents),
    equity: decimal(state?.equity ?? evaluation.initialCents),
    open_positions: state?.open_positions ?? 0,
    ...(rules && state
      ? metersOf(rules, state)
      : {
          daily_loss: null,
          total_loss: null,
          target: null,
          trading_days: { counted: 0, needed: null },
        }),
    next_reset_at: isMonitored && !hasEnded ? new Date(state.day_ends_at).toISOString() : null,
    last_event_at: evaluation.lastEventAt?.toISOString() ?? null,
    verdicts: await readVerdicts(ctx.db, challengeId),
  };
}

/** The same of one of the customer's own prop accounts; null for one that isn't judged, such as one that is being opened. */
export async function findAccountEvaluation(
  ctx: Context,
  propAccountId: string,
): Promise<ChallengeEvaluationView | null> {
  const me = requireCustomer(ctx, "accounts:read");
  const [challenge] = await ctx.db
    .select({ id: challenges.id })
    .from(challenges)
    .where(and(eq(challenges.propAccountId, propAccountId), eq(challenges.customerId, me.id)));
  return challenge ? getChallengeEvaluation(ctx, challenge.id) : null;
}

async function rulesOf(db: Database, id: string | null): Promise<RuleSet | null> {
  if (id === null) return null;
  return (await readRuleSets(db, [id])).get(id) ?? null;
}

/** The verdicts of a challenge, newest first. */
async function readVerdicts(db: Database, challengeId: number): Promise<VerdictView[]> {
  const rows = await db
    .select({ verdict: verdicts, phaseIndex: evaluations.phaseIndex })
    .from(verdicts)
    .innerJoin(evaluations, eq(evaluations.id, verdicts.evaluationId))
    .where(eq(evaluations.challengeId, challengeId))
    .orderBy(desc(verdicts.at), desc(verdicts.id))
    .limit(MAX_VERDICTS);
  return rows.map(({ verdict, phaseIndex }) => ({
    id: verdict.id,
    phase_index: phaseIndex,
    kind: verdict.kind,
    rule: verdict.rule,
    threshold: presentNumber(verdict.rule, verdict.threshold),
    observed: presentNumber(verdict.rule, verdict.observed),
    at: verdict.at.toISOString(),
    detected_at: verdict.detectedAt.toISOString(),
    standing: verdict.standing,
  }));
}
