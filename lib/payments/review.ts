import { asc, eq, isNotNull } from "drizzle-orm";
import { customers, payments } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/audit";
import { type Context, requireAdmin } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { centsToJson } from "@/lib/money";
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
  return rows.map(({ payment, email }) => ({
    payment_id: payment.id,
    stripe_payment_intent_id: payment.stripePaymentIntentId,
    customer_email: email,
    amount_cents: centsToJson(payment.amountCents),
    currency: payment.currency,
    status: toPaymentStatus(payment.status),
    reason: payment.reviewReason ?? "",
    created_at: payment.createdAt.toISOString(),
  }));
}

/**
 * Ticks off why somebody should look at a payment. The same problem found again is flagged again.
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
    await tx.update(payments).set({ reviewReason: null }).where(ours);
    const before = { review_reason: payment.reviewReason };
    await audit(tx, ctx, { action: "payment.review_done", subject: id, reason, before });
  });
}
