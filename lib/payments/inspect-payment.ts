import { asc, eq } from "drizzle-orm";
import {
  apiApps,
  customers,
  paymentDisputes,
  paymentRefunds,
  payments,
  propAccounts,
} from "@/db/schema";
import { presentTerms } from "@/lib/catalog";
import { type Context, requireAdmin } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { formatReceiptNumber } from "@/lib/core/format";
import { centsToJson } from "@/lib/core/money";
import { presentDispute } from "./disputes";
import { isLost, isUnfinished, notReturnedCents } from "./facts/derive-status";
import { reviewOf } from "./facts/review-flag";
import { challengeIdOf, present } from "./read";
import type { PaymentInspection } from "./schemas";

/** Any payment with its refunds, disputes and account. For admins. Throws NOT_FOUND. */
export async function inspectPayment(ctx: Context, id: string): Promise<PaymentInspection> {
  requireAdmin(ctx);
  const [found] = await ctx.db
    .select({
      payment: payments,
      email: customers.email,
      name: customers.name,
      customerId: customers.publicId,
      app: apiApps.name,
      accountId: propAccounts.id,
      challengeId: challengeIdOf,
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
  const review = reviewOf(payment, refunds, disputes);
  const [terms = null] = await presentTerms(ctx.db, [payment.tierTerms]);
  return {
    payment: present(payment, {
      terms,
      propAccountId: found.accountId,
      challengeId: found.challengeId,
      disputeLost: disputes.some(isLost),
    }),
    receipt_number:
      payment.receiptNumber === null ? null : formatReceiptNumber(payment.receiptNumber),
    livemode: payment.livemode,
    customer_email: found.email,
    customer_name: found.name,
    customer_id: found.customerId,
    app_name: found.app,
    review_kind: payment.reviewKind,
    review_reason: review.reason,
    review_notice: review.notice,
    account_status: found.accountStatus,
    checked_at: payment.checkedAt?.toISOString() ?? null,
    returned_cents: centsToJson(payment.amountCents - notReturnedCents(payment, refunds, disputes)),
    is_unfinished: isUnfinished(payment, refunds, disputes),
    refunds: refunds.map(atStripe),
    disputes: disputes.map((row) => presentDispute(row, payment)),
    consent: {
      terms_version: payment.termsVersion,
      ip: payment.consentIp,
      user_agent: payment.consentUserAgent,
    },
  };
}

const atStripe = ({ id, amountCents, status, statusAt }: typeof paymentRefunds.$inferSelect) => ({
  id,
  amount_cents: centsToJson(amountCents),
  status,
  status_at: statusAt.toISOString(),
});
