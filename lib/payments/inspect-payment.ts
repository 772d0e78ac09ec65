import { asc, eq } from "drizzle-orm";
import {
  apiApps,
  customers,
  paymentDisputes,
  paymentRefunds,
  payments,
  propAccounts,
} from "@/db/schema";
import { type Context, requireAdmin } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { centsToJson } from "@/lib/core/money";
import { isLost, isUnfinished } from "./facts/derive-status";
import { reviewText } from "./facts/review-flag";
import { present } from "./read";
import type { PaymentInspection } from "./schemas";

/** Any payment with its refunds, disputes and account. For admins. Throws NOT_FOUND. */
export async function inspectPayment(ctx: Context, id: string): Promise<PaymentInspection> {
  requireAdmin(ctx);
  const [found] = await ctx.db
    .select({
      payment: payments,
      email: customers.email,
      customerId: customers.publicId,
      app: apiApps.name,
      accountId: propAccounts.id,
      accountStatus: propAccounts.status,
    })
    .from(payments)
    .innerJoin(customers, eq(customers.id, payments.customerId))
    .leftJoin(apiApps, eq(apiApps.id, payments.appId))
    .leftJoin(propAccounts, eq(propAccounts.paymentId, payments.id))
    .where(eq(payments.id, id));
  if (!found) throw notFound("payment");
  const { payment } = found;
  const refunds = await ctx.db
    .select()
    .from(paymentRefunds)
    .where(eq(paymentRefunds.paymentId, id))
    .orderBy(asc(paymentRefunds.createdAt));
  const disputes = await ctx.db
    .select()
    .from(paymentDisputes)
    .where(eq(paymentDisputes.paymentId, id))
    .orderBy(asc(paymentDisputes.createdAt));
  return {
    payment: present(payment, {
      propAccountId: found.accountId,
      disputeLost: disputes.some(isLost),
    }),
    livemode: payment.livemode,
    customer_email: found.email,
    customer_id: found.customerId,
    app_name: found.app,
    review_reason: reviewText(payment, refunds, disputes),
    account_status: found.accountStatus,
    checked_at: payment.checkedAt?.toISOString() ?? null,
    is_unfinished: isUnfinished(payment, refunds, disputes),
    refunds: refunds.map(atStripe),
    disputes: disputes.map((row) => ({ ...atStripe(row), reason: row.reason })),
    consent: {
      terms_version: payment.termsVersion,
      ip: payment.consentIp,
      user_agent: payment.consentUserAgent,
    },
  };
}

type Row = typeof paymentRefunds.$inferSelect | typeof paymentDisputes.$inferSelect;

const atStripe = ({ id, amountCents, status, statusAt }: Row) => ({
  id,
  amount_cents: centsToJson(amountCents),
  status,
  status_at: statusAt.toISOString(),
});
