import { and, asc, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { customers, paymentDisputes, paymentRefunds, payments } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/audit";
import { type Context, requireAdmin } from "@/lib/core/context";
import { AppError, notFound } from "@/lib/core/errors";
import { centsToJson } from "@/lib/core/money";
import { hasRefundFailedSql, needsResponseSql } from "@/lib/core/stripe-status";
import { presentDispute } from "./disputes";
import { flagOf, reviewOf } from "./facts/review-flag";
import { type PaymentReviewView, toPaymentStatus } from "./schemas";

const MAX_PAYMENTS = 200;

/** Until when the firm may respond to the most urgent of a payment's disputes. */
const nextDeadline = sql`(select min(d.due_by) from payment_disputes d
  where d.payment_id = ${payments.id} and ${needsResponseSql(sql`d.status`)})`;

/** The payments that need manual review: first those with the next deadline of a dispute, then the oldest. For admins. */
export async function listPaymentsForReview(ctx: Context): Promise<PaymentReviewView[]> {
  requireAdmin(ctx);
  const rows = await ctx.db
    .select({ payment: payments, email: customers.email })
    .from(payments)
    .innerJoin(customers, eq(customers.id, payments.customerId))
    .where(isNotNull(payments.reviewReason))
    .orderBy(sql`${nextDeadline} nulls last`, asc(payments.id))
    .limit(MAX_PAYMENTS);
  const ids = rows.map(({ payment }) => payment.id);
  const refunds = await ctx.db
    .select()
    .from(paymentRefunds)
    .where(inArray(paymentRefunds.paymentId, ids));
  const disputes = await ctx.db
    .select()
    .from(paymentDisputes)
    .where(inArray(paymentDisputes.paymentId, ids))
    .orderBy(sql`${paymentDisputes.dueBy} nulls last`, asc(paymentDisputes.id));
  return rows.map(({ payment, email }) => {
    const isOfPayment = ({ paymentId }: { paymentId: string }) => paymentId === payment.id;
    const review = reviewOf(payment, refunds.filter(isOfPayment), disputes.filter(isOfPayment));
    return {
      payment_id: payment.id,
      stripe_payment_intent_id: payment.stripePaymentIntentId,
      customer_email: email,
      amount_cents: centsToJson(payment.amountCents),
      currency: payment.currency,
      status: toPaymentStatus(payment.status),
      reason: review.reason ?? "",
      notice: review.notice,
      disputes: review.disputes.map((row) => presentDispute(row, payment)),
      created_at: payment.createdAt.toISOString(),
    };
  });
}

/**
 * Marks a payment's flag as handled. The flag behind it takes its place. The same problem is flagged again when it
 * is found again, except a failed refund, which is flagged once.
 * Throws NOT_FOUND and INVALID_STATE.
 */
export async function settlePaymentReview(
  ctx: Context,
  { id, reason }: { id: string; reason: string },
): Promise<void> {
  requireAdmin(ctx);
  await inTransaction(ctx.db, async (tx) => {
    const byId = eq(payments.id, id);
    const [payment] = await tx.select().from(payments).where(byId).for("no key update");
    if (!payment) throw notFound("payment");
    if (payment.reviewKind === null) {
      throw new AppError("INVALID_STATE", "This payment isn't flagged for review.");
    }
    const { reviewKind, reviewReason } = payment;
    const next = await nextFlag(tx, payment);
    await tx.update(payments).set(next).where(byId);
    const before = { review_reason: reviewReason, review_kind: reviewKind };
    const after = { review_reason: next.reviewReason, review_kind: next.reviewKind };
    await audit(tx, ctx, { action: "payment.review_done", subject: id, reason, before, after });
  });
}

/** The flag of a locked payment once the present one is handled. */
async function nextFlag(tx: Transaction, payment: typeof payments.$inferSelect) {
  const { id, reviewKind } = payment;
  if (reviewKind === "refund_failed") {
    await tx
      .update(paymentRefunds)
      .set({ acknowledgedAt: sql`now()` })
      .where(
        and(
          eq(paymentRefunds.paymentId, id),
          hasRefundFailedSql(paymentRefunds.status),
          isNull(paymentRefunds.acknowledgedAt),
        ),
      );
  }
  const refunds = await tx.select().from(paymentRefunds).where(eq(paymentRefunds.paymentId, id));
  const disputes = await tx.select().from(paymentDisputes).where(eq(paymentDisputes.paymentId, id));
  const unseen = { ...payment, reviewKind: null, reviewReason: null };
  const next = flagOf(unseen, refunds, disputes);
  // A reviewed dispute is flagged again with its next event only.
  return reviewKind === "dispute" && next.reviewKind === "dispute"
    ? { reviewKind: null, reviewReason: null }
    : next;
}
