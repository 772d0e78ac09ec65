import { and, asc, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { customers, paymentDisputes, paymentRefunds, payments } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/audit";
import { type Context, requireAdmin } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { centsToJson } from "@/lib/money";
import { flagOf, reviewText } from "./review-flag";
import { type PaymentReviewView, toPaymentStatus } from "./schemas";

const MOST = 200;

/** The payments that somebody should look at, oldest first. For admins. */
export async function listPaymentsForReview(ctx: Context): Promise<PaymentReviewView[]> {
  requireAdmin(ctx);
  const rows = await ctx.db
    .select({ payment: payments, email: customers.email })
    .from(payments)
    .innerJoin(customers, eq(customers.id, payments.customerId))
    .where(isNotNull(payments.reviewReason))
    .orderBy(asc(payments.id))
    .limit(MOST);
  const ids = rows.map(({ payment }) => payment.id);
  const refunds = await ctx.db
    .select()
    .from(paymentRefunds)
    .where(inArray(paymentRefunds.paymentId, ids));
  const disputes = await ctx.db
    .select()
    .from(paymentDisputes)
    .where(inArray(paymentDisputes.paymentId, ids));
  return rows.map(({ payment, email }) => {
    const isOurs = ({ paymentId }: { paymentId: string }) => paymentId === payment.id;
    return {
      payment_id: payment.id,
      stripe_payment_intent_id: payment.stripePaymentIntentId,
      customer_email: email,
      amount_cents: centsToJson(payment.amountCents),
      currency: payment.currency,
      status: toPaymentStatus(payment.status),
      reason: reviewText(payment, refunds.filter(isOurs), disputes.filter(isOurs)) ?? "",
      created_at: payment.createdAt.toISOString(),
    };
  });
}

/**
 * Marks a payment's flag as handled; where another problem waited behind it, that is the flag then. The
 * same problem found again is flagged again, but for a failed refund: of each there is one flag.
 * Throws NOT_FOUND and INVALID_STATE.
 */
export async function settlePaymentReview(
  ctx: Context,
  { id, reason }: { id: string; reason: string },
): Promise<void> {
  requireAdmin(ctx);
  await inTransaction(ctx.db, async (tx) => {
    const ours = eq(payments.id, id);
    const [payment] = await tx.select().from(payments).where(ours).for("no key update");
    if (!payment) throw notFound("payment");
    if (payment.reviewReason === null) {
      throw new AppError("INVALID_STATE", "Nothing about this payment waits for a look.");
    }
    const { reviewKind, reviewReason } = payment;
    const next = await nextFlag(tx, payment);
    await tx.update(payments).set(next).where(ours);
    const before = { review_reason: reviewReason, review_kind: reviewKind };
    const after = { review_reason: next.reviewReason, review_kind: next.reviewKind };
    await audit(tx, ctx, { action: "payment.review_done", subject: id, reason, before, after });
  });
}

/** What is left to look at once the flag of a locked payment is handled. */
async function nextFlag(tx: Transaction, payment: typeof payments.$inferSelect) {
  const { id, reviewKind } = payment;
  if (reviewKind === "refund_failed") {
    await tx
      .update(paymentRefunds)
      .set({ acknowledgedAt: sql`now()` })
      .where(
        and(
          eq(paymentRefunds.paymentId, id),
          inArray(paymentRefunds.status, ["failed", "canceled"]),
          isNull(paymentRefunds.acknowledgedAt),
        ),
      );
  }
  const refunds = await tx.select().from(paymentRefunds).where(eq(paymentRefunds.paymentId, id));
  const disputes = await tx.select().from(paymentDisputes).where(eq(paymentDisputes.paymentId, id));
  const unseen = { ...payment, reviewKind: null, reviewReason: null };
  const next = flagOf(unseen, refunds, disputes);
  // A dispute that was looked at is flagged again only once Stripe tells of it.
  return reviewKind === "dispute" && next.reviewKind === "dispute"
    ? { reviewKind: null, reviewReason: null }
    : next;
}
