import { and, eq, isNull } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { payments, propAccounts } from "@/db/schema";
import { mail, mailKey } from "@/lib/mail";
import { centsToJson } from "@/lib/money";
import { emit, type PaymentData } from "@/lib/webhooks";
import { boughtBy } from "./bought";
import type { PaymentState } from "./changes-between";
import { hasRefundFailed, isAgainstUs, isLost, refundedCents } from "./derive-status";
import type { Payment } from "./intent-changes";

/**
 * Tells of what became of a payment between two states of it, in the transaction of the change: each
 * fact once, however often and in whatever order Stripe told of it.
 */
export async function tellChanges(
  tx: Transaction,
  before: PaymentState,
  after: PaymentState,
): Promise<void> {
  const { payment } = after;
  const owner = { customerId: payment.customerId, appId: payment.appId };
  const paid = payment.intentStatus === "succeeded";
  const wasPaid = before.payment.intentStatus === "succeeded";
  const refunded = refundedCents(after.refunds);
  const newDisputes = after.disputes.filter(
    ({ id, status }) =>
      isAgainstUs(status) &&
      !before.disputes.some((known) => known.id === id && isAgainstUs(known.status)),
  );
  const data = async <T extends object>(more: T): Promise<PaymentData & T> => ({
    ...(await dataOf(tx, payment)),
    ...more,
  });
  if (paid && !wasPaid) {
    await emit(tx, "payment.succeeded", owner, () => data({}));
    await mail(tx, "receipt", { payment_id: payment.id });
  }
  if (hasFailed(before.payment, payment)) {
    const more = { status: payment.intentStatus, failure_reason: payment.failureReason };
    await emit(tx, "payment.failed", owner, () => data(more));
    if (payment.intentStatus !== "canceled") await mailDecline(tx, payment.id);
  }
  if (!paid) return;
  await mailLosses(tx, before, after);
  if (refunded > (wasPaid ? refundedCents(before.refunds) : 0n)) {
    const status = refunded >= payment.amountCents ? "refunded" : "partially_refunded";
    const more = { status, refunded_cents: centsToJson(refunded) };
    await emit(tx, "payment.refunded", owner, () => data(more));
  }
  for (const { id, status, reason, amountCents } of newDisputes) {
    const dispute = { id, status, reason, amount_cents: centsToJson(amountCents) };
    await emit(tx, "payment.disputed", owner, () => data({ dispute }));
  }
}

const DECLINE_EMAIL_MS = 30 * 60 * 1000;

/**
 * Has the customer emailed about a decline, once for each payment and not while they still try: the email
 * is due half an hour after the first decline, if the payment isn't paid by then.
 */
async function mailDecline(tx: Transaction, id: string): Promise<void> {
  const runAt = new Date(Date.now() + DECLINE_EMAIL_MS);
  const first = await tx
    .update(payments)
    .set({ declineEmailAt: runAt })
    .where(and(eq(payments.id, id), isNull(payments.declineEmailAt)))
    .returning({ id: payments.id });
  if (first.length > 0) await mail(tx, "payment-failed", { payment_id: id }, { runAt });
}

/** Emails the customer about each refund that was made or failed, and about disputes of a deposit. */
async function mailLosses(tx: Transaction, before: PaymentState, after: PaymentState) {
  const { id: payment_id, kind } = after.payment;
  const knownRefunds = new Map(before.refunds.map((refund) => [refund.id, refund]));
  for (const refund of after.refunds) {
    const about = { refund_id: refund.id };
    const known = knownRefunds.get(refund.id);
    if (hasRefundFailed(refund)) {
      if (known && hasRefundFailed(known)) continue;
      const first = mailKey("refund-issued", about);
      await mail(tx, "refund-failed", about, { after: first });
    } else if (!known) {
      const first = mailKey("receipt", { payment_id });
      await mail(tx, "refund-issued", about, { after: first });
    }
  }
  // What a dispute means for a challenge is said with its account.
  if (kind !== "deposit") return;
  const knownDisputes = new Map(before.disputes.map((dispute) => [dispute.id, dispute.status]));
  for (const { id, status } of after.disputes) {
    const about = { dispute_id: id };
    const known = knownDisputes.get(id);
    const wasAgainstUs = known !== undefined && isAgainstUs(known);
    const wasLost = known !== undefined && isLost({ status: known });
    if (isLost({ status }) ? !wasLost : status === "won" && wasAgainstUs) {
      const first = mailKey("deposit-disputed", about);
      await mail(tx, "deposit-dispute-closed", about, { after: first });
    } else if (isAgainstUs(status) && !wasAgainstUs) {
      const first = mailKey("receipt", { payment_id });
      await mail(tx, "deposit-disputed", about, { after: first });
    }
  }
}

/** A try that failed for another reason than is known, or the end of all tries. */
const hasFailed = (before: Payment, after: Payment) =>
  (after.failureReason !== null && after.failureReason !== before.failureReason) ||
  (after.intentStatus === "canceled" && before.intentStatus !== "canceled");

async function dataOf(tx: Transaction, payment: Payment): Promise<PaymentData> {
  const bought = boughtBy(payment);
  const [account] = await tx
    .select({ id: propAccounts.id })
    .from(propAccounts)
    .where(eq(propAccounts.paymentId, payment.id));
  return {
    payment_id: payment.id,
    stripe_payment_intent_id: payment.stripePaymentIntentId,
    tier_id: payment.tierId,
    amount_cents: centsToJson(payment.amountCents),
    currency: payment.currency,
    prop_account_id: account?.id ?? null,
    ...(bought.kind === "deposit" && { kind: bought.kind, login: bought.depositLogin }),
  };
}
