import { and, eq, isNull } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { payments, propAccounts } from "@/db/schema";
import { centsToJson } from "@/lib/core/money";
import { emailKey, isEmailEnabled, queueEmail } from "@/lib/mail";
import { enqueue } from "@/lib/queue/enqueue";
import { emit, type PaymentData } from "@/lib/webhooks";
import type { PaymentState } from "./changes-between";
import { hasRefundFailed, isAgainstUs, isLost, refundedCents } from "./derive-status";
import type { Payment } from "./intent-changes";
import { paidItemOf } from "./paid-item";

/**
 * Emits the events and queues the emails of a payment's change from one state to another, in the transaction
 * of the change: each once, in whatever order Stripe's events come and however often.
 */
export async function emitChanges(
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
      !before.disputes.some((previous) => previous.id === id && isAgainstUs(previous.status)),
  );
  const data = async <T extends object>(details: T): Promise<PaymentData & T> => ({
    ...(await dataOf(tx, payment)),
    ...details,
  });
  if (paid && !wasPaid) {
    await emit(tx, "payment.succeeded", owner, () => data({}));
    // That of a program follows once the program is bought: if it can't be, the customer gets no receipt.
    if (payment.kind !== "program") await queueEmail(tx, "receipt", { payment_id: payment.id });
  }
  if (hasFailed(before.payment, payment)) {
    const details = { status: payment.intentStatus, failure_reason: payment.failureReason };
    await emit(tx, "payment.failed", owner, () => data(details));
    if (payment.intentStatus !== "canceled") await scheduleDeclineEmail(tx, payment.id);
  }
  if (!paid) return;
  await queueReversalEmails(tx, before, after);
  if (refunded > (wasPaid ? refundedCents(before.refunds) : 0n)) {
    const status = refunded >= payment.amountCents ? "refunded" : "partially_refunded";
    const details = { status, refunded_cents: centsToJson(refunded) };
    await emit(tx, "payment.refunded", owner, () => data(details));
  }
  for (const { id, status, reason, amountCents } of newDisputes) {
    const dispute = { id, status, reason, amount_cents: centsToJson(amountCents) };
    await emit(tx, "payment.disputed", owner, () => data({ dispute }));
  }
}

const DECLINE_EMAIL_MS = 30 * 60 * 1000;

/**
 * Enqueues the job that emails the customer about a payment's first decline, half an hour later, unless the payment is
 * paid by then. The job calls Stripe: these jobs run one at a time, so that they never occupy all workers.
 */
async function scheduleDeclineEmail(tx: Transaction, id: string): Promise<void> {
  if (!isEmailEnabled()) return;
  const runAt = new Date(Date.now() + DECLINE_EMAIL_MS);
  const first = await tx
    .update(payments)
    .set({ declineEmailAt: runAt })
    .where(and(eq(payments.id, id), isNull(payments.declineEmailAt)))
    .returning({ id: payments.id });
  if (first.length === 0) return;
  const payload = { payment_id: id, email_at: runAt.toISOString() };
  await enqueue(tx, "confirm-decline", payload, { runAt, queue: "confirm-decline" });
}

/** Queues an email about each refund that succeeded or failed, and about disputes of a deposit. */
async function queueReversalEmails(tx: Transaction, before: PaymentState, after: PaymentState) {
  const { id: payment_id, kind } = after.payment;
  // The email that the program couldn't be bought says so, unless that refund failed and this is another one.
  const { reviewKind } = before.payment;
  const isAnnounced =
    after.payment.rejectionCode !== null &&
    reviewKind !== "refund_failed" &&
    reviewKind !== "refund_rejected";
  const previousRefunds = new Map(before.refunds.map((refund) => [refund.id, refund]));
  for (const refund of after.refunds) {
    const about = { refund_id: refund.id };
    const previous = previousRefunds.get(refund.id);
    if (hasRefundFailed(refund)) {
      if (previous && hasRefundFailed(previous)) continue;
      const first = emailKey("refund-issued", about);
      await queueEmail(tx, "refund-failed", about, { after: first });
    } else if (!previous && !isAnnounced) {
      const first = emailKey("receipt", { payment_id });
      await queueEmail(tx, "refund-issued", about, { after: first });
    }
  }
  // For a challenge, the emails about its account report a dispute.
  if (kind !== "deposit") return;
  const previousDisputes = new Map(before.disputes.map((dispute) => [dispute.id, dispute.status]));
  for (const { id, status } of after.disputes) {
    const about = { dispute_id: id };
    const previous = previousDisputes.get(id);
    const wasAgainstUs = previous !== undefined && isAgainstUs(previous);
    const wasLost = previous !== undefined && isLost({ status: previous });
    if (isLost({ status }) ? !wasLost : status === "won" && wasAgainstUs) {
      const first = emailKey("deposit-disputed", about);
      await queueEmail(tx, "deposit-dispute-closed", about, { after: first });
    } else if (isAgainstUs(status) && !wasAgainstUs) {
      const first = emailKey("receipt", { payment_id });
      await queueEmail(tx, "deposit-disputed", about, { after: first });
    }
  }
}

/** Whether an attempt failed for another reason than before, or the payment was canceled. */
const hasFailed = (before: Payment, after: Payment) =>
  (after.failureReason !== null && after.failureReason !== before.failureReason) ||
  (after.intentStatus === "canceled" && before.intentStatus !== "canceled");

async function dataOf(tx: Transaction, payment: Payment): Promise<PaymentData> {
  const item = paidItemOf(payment);
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
    ...(item.kind === "deposit" && { kind: item.kind, login: item.depositLogin }),
    ...(item.kind === "program" && { kind: item.kind, program_id: item.programId }),
  };
}
