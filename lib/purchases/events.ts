import type { Executor, Transaction } from "@/db/client";
import {
  type Challenge,
  DISPUTE_LOST,
  loginOf,
  type Purchase,
  ROLLED_BACK,
} from "@/lib/challenges";
import { centsToJson } from "@/lib/core/money";
import { emailKey, queueEmail } from "@/lib/mail";
import { recordHistory } from "@/lib/payment-history";
import { enqueue } from "@/lib/queue/enqueue";
import { emit } from "@/lib/webhooks";

const dataOf = (purchase: Purchase) => ({
  purchase_id: purchase.id,
  program_id: purchase.programId,
  payer_login: purchase.payerLogin,
  amount_cents: centsToJson(purchase.amountCents),
  currency: purchase.currency,
});

/** Emits that a purchase became active, in the transaction of that change. */
export const emitPurchased = (tx: Transaction, purchase: Purchase, challenge: Challenge) =>
  emit(
    tx,
    "challenge.purchased",
    { customerId: purchase.customerId },
    { ...dataOf(purchase), challenge_id: challenge.id, login: loginOf(challenge) },
  );

/**
 * Adds a challenge that was paid by card to the history of its payment, and queues the payment's receipt, in the transaction
 * that records the challenge.
 */
export async function recordBought(
  tx: Transaction,
  { paymentId }: Purchase,
  { id }: Challenge,
): Promise<void> {
  if (paymentId === null) return;
  await queueEmail(tx, "receipt", { payment_id: paymentId });
  await recordHistory(tx, {
    paymentId,
    source: "account",
    type: "challenge.started",
    changes: [{ kind: "challenge", challenge_id: id, from: null, to: "active", reason: null }],
  });
}

/** Enqueues the job of the card payment that a purchase was bought with: the purchase has ended, or become active. */
export async function settlePaymentOf(tx: Executor, { paymentId }: Purchase): Promise<void> {
  if (paymentId !== null) await enqueue(tx, "settle-program-payment", { payment_id: paymentId });
}

/** Emits that a purchase failed, each time that it does. */
export const emitPurchaseFailed = (tx: Transaction, purchase: Purchase) =>
  emit(
    tx,
    "challenge.purchase_failed",
    { customerId: purchase.customerId },
    { ...dataOf(purchase), failure_reason: purchase.failureCode },
  );

/** Emails the customer that a purchase failed, in the transaction after which no money is left to refund. */
export async function queueEndedEmail(
  tx: Transaction,
  { id, failureCode, paymentId }: Purchase,
): Promise<void> {
  // Another email says where the money is: about the end of its challenge, or the refund of its payment.
  if (failureCode === DISPUTE_LOST || paymentId !== null) return;
  const about = { purchase_id: id };
  const kind = failureCode === ROLLED_BACK ? "challenge-rolled-back" : "challenge-failed";
  await queueEmail(tx, kind, about, { after: emailKey("challenge-bought", about) });
}
