import { desc } from "drizzle-orm";
import { isDatabaseUnavailable } from "@/db/errors";
import { reconciliations } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { type Context, requireAdmin } from "@/lib/core/context";
import { paidCardOf, storeCard } from "../facts/card";
import { fetchFacts } from "../facts/fetch";
import { findByIntent, recordFacts } from "../facts/record";
import {
  type Finding,
  findings as findingsSchema,
  type ReconciliationView,
  toStoredKind,
} from "../schemas";
import { stripeFailure } from "../stripe";
import { findContradictions } from "./contradictions";
import { findDifferences } from "./differences";
import { findPaidHereOnly, paymentIdOf } from "./paid-here-only";
import { fetchRecentStates, fetchStripeState, type StripeState } from "./stripe-state";
import { unfinishedPayments } from "./unfinished-payments";

/**
 * Compares Stripe's payments since then with ours. A change that is missing here is applied as if its event had
 * arrived; what doesn't fit is a finding. Stores the findings for the admins.
 */
export async function reconcile(ctx: Context, since: Date) {
  const startedAt = new Date();
  const recent = await fetchRecentStates(since).catch((error: unknown) => {
    throw stripeFailure(error);
  });
  const findings: Finding[] = [];
  for (const state of recent.values()) {
    const { id } = state.intent;
    findings.push(...(await orNotCompared(ctx, id, () => compare(ctx, state))));
  }
  // Older payments that a refund or dispute may still change: Stripe's recent lists don't have them.
  const unfinished = await unfinishedPayments(ctx.db, [...recent.keys()]);
  for (const id of unfinished) {
    findings.push(
      ...(await orNotCompared(ctx, id, async () => compare(ctx, await fetchStripeState(id)))),
    );
  }
  findings.push(...(await orNotCompared(ctx, null, () => findPaidHereOnly(ctx, since, recent))));
  findings.push(...(await orNotCompared(ctx, null, () => findContradictions(ctx, since))));
  const compared = recent.size + unfinished.length;
  const stored = findings.map((finding) => ({ ...finding, kind: toStoredKind(finding.kind) }));
  await ctx.db.insert(reconciliations).values({ since, startedAt, compared, findings: stored });
  for (const finding of findings) ctx.log.warn({ finding }, "reconciliation.finding");
  return { compared, findings };
}

const DAYS = 3;

/** Compares the last three days: what the schedule runs. */
export const reconcileRecent = (ctx: Context) =>
  reconcile(ctx, new Date(Date.now() - DAYS * 24 * 3600 * 1000));

/** The last comparison, or null before the first. For admins. */
export async function lastReconciliation(ctx: Context): Promise<ReconciliationView | null> {
  requireAdmin(ctx);
  const [row] = await ctx.db
    .select()
    .from(reconciliations)
    .orderBy(desc(reconciliations.id))
    .limit(1);
  if (!row) return null;
  return {
    since: row.since.toISOString(),
    finished_at: row.finishedAt.toISOString(),
    compared: row.compared,
    findings: findingsSchema.parse(row.findings),
  };
}

/** The findings, or one of the kind `not_compared` if the comparison fails; the others continue. */
async function orNotCompared(
  ctx: Context,
  intentId: string | null,
  find: () => Promise<Finding[]>,
): Promise<Finding[]> {
  try {
    return await find();
  } catch (error) {
    if (isDatabaseUnavailable(error)) throw error;
    ctx.log.warn({ err: error, stripe_payment_intent_id: intentId }, "reconciliation.not_compared");
    const detail = error instanceof Error ? error.message.slice(0, 200) : "Unknown error";
    const payment_id = intentId && (await paymentIdOf(ctx.db, intentId));
    return [{ kind: "not_compared", payment_id, stripe_payment_intent_id: intentId, detail }];
  }
}

async function compare(ctx: Context, state: StripeState): Promise<Finding[]> {
  const { intent } = state;
  const payment = await findByIntent(ctx.db, intent);
  if (!payment) return unknownHere(state);
  const card = paidCardOf(intent);
  if (card && payment.cardLast4 === null) await storeCard(ctx.db, payment.id, card);
  const found = await findDifferences(ctx.db, payment, state);
  if (found.length === 0) return [];
  const finding = { payment_id: payment.id, stripe_payment_intent_id: intent.id };
  // What isn't paid at Stripe is never applied to a payment that is paid here.
  if (payment.intentStatus === "succeeded" && intent.status !== "succeeded") {
    return [{ ...finding, kind: "paid_here_only", detail: found.join("; ") }];
  }
  const facts = await fetchFacts(intent.id);
  const problem = await inTransaction(ctx.db, (tx) =>
    recordFacts(tx, payment.id, facts, { source: "reconciliation", type: "payment.reconciled" }),
  );
  if (problem) return [{ ...finding, kind: "mismatch", detail: problem }];
  const after = await findByIntent(ctx.db, intent);
  const remaining = after ? await findDifferences(ctx.db, after, state) : found;
  if (remaining.length > 0) return [{ ...finding, kind: "mismatch", detail: remaining.join("; ") }];
  return [{ ...finding, kind: "repaired", detail: found.join("; ") }];
}

/** A PaymentIntent with the id of an unknown payment is a finding. One without such an id isn't ours. */
function unknownHere({ intent }: StripeState): Finding[] {
  const named = intent.metadata.payment_id;
  if (!named) return [];
  const detail = `${intent.status} in Stripe, refers to payment ${named}`;
  return [{ kind: "unknown_here", payment_id: null, stripe_payment_intent_id: intent.id, detail }];
}
