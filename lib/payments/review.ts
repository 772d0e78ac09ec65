import { asc, eq, isNotNull } from "drizzle-orm";
import { customers, payments } from "@/db/schema";
import { type Context, requireAdmin } from "@/lib/context";
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
