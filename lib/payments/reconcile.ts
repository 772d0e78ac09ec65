import { desc, eq } from "drizzle-orm";
import { paymentDisputes, paymentRefunds, reconciliations } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { type Context, requireAdmin } from "@/lib/context";
import { type AtStripe, recentAtStripe } from "./at-stripe";
import { refundedCents } from "./derive-status";
import { gatherFacts } from "./gather";
import { failureOf, type Payment } from "./intent-changes";
import { contradictions } from "./reconcile-books";
import { findByIntent, recordFacts } from "./record-facts";
import { type Finding, findings as findingsSchema, type ReconciliationView } from "./schemas";
import { stripeFailure } from "./stripe";

/**
 * Compares what Stripe has of the time since then with what we have. What happened there and not here
 * is processed as if its event had come; what doesn't fit is told. Keeps what it found for the admin.
 */
export async function reconcile(ctx: Context, since: Date) {
  const startedAt = new Date();
  const recent = await recentAtStripe(since).catch((error: unknown) => {
    throw stripeFailure(error);
  });
  const findings: Finding[] = [];
  for (const there of recent.values()) findings.push(...(await compare(ctx, there)));
  findings.push(...(await contradictions(ctx, since)));
  await ctx.db
    .insert(reconciliations)
    .values({ since, startedAt, compared: recent.size, findings });
  for (const finding of findings) ctx.log.warn({ finding }, "reconciliation");
  return { compared: recent.size, findings };
}

const DAYS = 3;

/** The same by the clock: the last three days. */
export const reconcileRecent = (ctx: Context) =>
  reconcile(ctx, new Date(Date.now() - DAYS * 24 * 3600 * 1000));

/** What the last comparison found, or null before the first. For admins. */
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

async function compare(ctx: Context, there: AtStripe): Promise<Finding[]> {
  const { intent } = there;
  const here = await findByIntent(ctx.db, intent);
  if (!here) return unknownHere(there);
  const differences = await differ(ctx, here, there);
  if (differences.length === 0) return [];
  const facts = await gatherFacts(intent.id);
  const problem = await inTransaction(ctx.db, (tx) =>
    recordFacts(tx, here.id, facts, { source: "reconciliation", type: "payment.reconciled" }),
  );
  const finding = { payment_id: here.id, stripe_payment_intent_id: intent.id };
  if (problem) return [{ ...finding, kind: "mismatch", detail: problem }];
  return [{ ...finding, kind: "mended", detail: differences.join("; ") }];
}

/** A PaymentIntent that names a payment of ours, which isn't there. Others aren't ours. */
function unknownHere({ intent }: AtStripe): Finding[] {
  const named = intent.metadata.payment_id;
  if (!named) return [];
  const detail = `${intent.status} at Stripe, names the payment ${named}`;
  return [{ kind: "unknown_here", payment_id: null, stripe_payment_intent_id: intent.id, detail }];
}

/** In what the two differ, in words. */
async function differ({ db }: Context, here: Payment, there: AtStripe): Promise<string[]> {
  const told: string[] = [];
  const { intent, disputes } = there;
  if (here.intentStatus !== intent.status) {
    told.push(`status ${here.intentStatus} here, ${intent.status} at Stripe`);
  }
  const failure = intent.status === "succeeded" ? null : failureOf(intent);
  if (here.failureReason !== failure) {
    told.push(`failure ${here.failureReason ?? "none"} here, ${failure ?? "none"} at Stripe`);
  }
  const refunds = await db
    .select()
    .from(paymentRefunds)
    .where(eq(paymentRefunds.paymentId, here.id));
  const refunded = refundedCents(refunds);
  if (refunded !== there.refundedCents) {
    told.push(`refunded ${refunded} here, ${there.refundedCents} at Stripe`);
  }
  if (disputes.size === 0) return told;
  const known = await db
    .select()
    .from(paymentDisputes)
    .where(eq(paymentDisputes.paymentId, here.id));
  for (const [id, status] of disputes) {
    const ours = known.find((dispute) => dispute.id === id)?.status ?? "unknown";
    if (ours !== status) told.push(`dispute ${id} ${ours} here, ${status} at Stripe`);
  }
  return told;
}
