import { eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { propAccounts } from "@/db/schema";
import { mail } from "@/lib/mail";
import { centsToJson } from "@/lib/money";
import { emit, type PaymentData } from "@/lib/webhooks";
import { boughtBy } from "./bought";
import type { PaymentState } from "./changes-between";
import { isAgainstUs, refundedCents } from "./derive-status";
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
    if (payment.intentStatus !== "canceled") {
      await mail(tx, "payment-failed", { payment_id: payment.id });
    }
  }
  if (!paid) return;
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
