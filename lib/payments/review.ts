import { asc, eq, isNotNull } from "drizzle-orm";
import { customers, payments } from "@/db/schema";
import { type Context, requireAdmin } from "@/lib/context";
import { centsToJson } from "@/lib/money";
import { type PaymentReviewView, type PaymentStatus, toPaymentStatus } from "./schemas";

const MOST = 200;

/** Why a person should look at a deposit whose money left again after a wallet was credited with it. */
export const leftAfterCredit = (status: string, login: number | null) =>
  `${status} after it was credited to wallet ${login}`;

/** The same, for a deposit in the state that it is in; null where nothing is wrong. */
export function depositProblem(
  {
    depositOrder,
    depositLogin,
  }: Pick<typeof payments.$inferSelect, "depositOrder" | "depositLogin">,
  status: PaymentStatus,
): string | null {
  if (depositOrder === null || status === "succeeded") return null;
  return leftAfterCredit(status, depositLogin);
}

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
