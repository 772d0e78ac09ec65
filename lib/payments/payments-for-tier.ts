import { and, desc, eq, gte, notInArray, or, sql } from "drizzle-orm";
import { customers, payments, propAccounts } from "@/db/schema";
import { type Context, requireAdmin } from "@/lib/core/context";
import { centsToJson } from "@/lib/core/money";
import { checkPayment } from "./check-payment";
import { finalIntentStatuses, isFinal } from "./facts/derive-status";
import { type PaymentForTierView, toPaymentStatus } from "./schemas";

/** An older payment was either delivered or complained about. */
const RECENT_DAYS = 7;
/** Each open payment is checked at Stripe. */
const MAX_PAYMENTS = 10;

/**
 * A customer's payments for a tier that are open, or were paid within 7 days, newest first. Open payments are
 * checked at Stripe first. For admins.
 */
export async function paymentsForTier(
  ctx: Context,
  purchase: { userId: string; tierId: string },
): Promise<PaymentForTierView[]> {
  requireAdmin(ctx);
  const unchecked = new Set<string>();
  for (const { payment } of await select(ctx, purchase)) {
    if (!isFinal(payment.intentStatus) && !(await isChecked(ctx, payment.id))) {
      unchecked.add(payment.id);
    }
  }
  return (await select(ctx, purchase)).map(({ payment, accountId }) => ({
    payment_id: payment.id,
    amount_cents: centsToJson(payment.amountCents),
    currency: payment.currency,
    status: toPaymentStatus(payment.status),
    created_at: payment.createdAt.toISOString(),
    prop_account_id: accountId,
    is_unchecked: unchecked.has(payment.id),
  }));
}

/** Whether the payment could be checked; false while Stripe doesn't respond. */
async function isChecked(ctx: Context, id: string): Promise<boolean> {
  try {
    const { result } = await checkPayment(ctx, id);
    return result === "changed" || result === "unchanged" || result === "no_payment_intent";
  } catch (error) {
    ctx.log.warn({ err: error, payment_id: id }, "payment.check_failed");
    return false;
  }
}

const select = (ctx: Context, { userId, tierId }: { userId: string; tierId: string }) =>
  ctx.db
    .select({ payment: payments, accountId: propAccounts.id })
    .from(payments)
    .innerJoin(customers, eq(customers.id, payments.customerId))
    .leftJoin(propAccounts, eq(propAccounts.paymentId, payments.id))
    .where(
      and(
        eq(customers.publicId, userId),
        eq(payments.tierId, tierId),
        or(
          notInArray(payments.intentStatus, [...finalIntentStatuses]),
          gte(payments.paidAt, sql`now() - make_interval(days => ${RECENT_DAYS})`),
        ),
      ),
    )
    .orderBy(desc(payments.id))
    .limit(MAX_PAYMENTS);
