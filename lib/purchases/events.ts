import type { Transaction } from "@/db/client";
import { type Challenge, DISPUTE_LOST, type Purchase, ROLLED_BACK } from "@/lib/challenges";
import { centsToJson } from "@/lib/core/money";
import { emailKey, queueEmail } from "@/lib/mail";
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
    { ...dataOf(purchase), challenge_id: challenge.id, login: challenge.accountLogin },
  );

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
  { id, failureCode }: Purchase,
): Promise<void> {
  // The email about the end of its challenge says where the fee is.
  if (failureCode === DISPUTE_LOST) return;
  const about = { purchase_id: id };
  const kind = failureCode === ROLLED_BACK ? "challenge-rolled-back" : "challenge-failed";
  await queueEmail(tx, kind, about, { after: emailKey("challenge-bought", about) });
}
