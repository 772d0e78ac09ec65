import type { Transaction } from "@/db/client";
import { mail, mailKey } from "@/lib/mail";
import { centsToJson } from "@/lib/money";
import { emit } from "@/lib/webhooks";
import type { Challenge } from "./present";
import { DISPUTE_LOST, type Purchase, ROLLED_BACK } from "./purchase-status";

const dataOf = (purchase: Purchase) => ({
  purchase_id: purchase.id,
  program_id: purchase.programId,
  payer_login: purchase.payerLogin,
  amount_cents: centsToJson(purchase.amountCents),
  currency: purchase.currency,
});

/** Tells the customer's app of a purchase that became active, in the transaction of that. */
export const tellPurchased = (tx: Transaction, purchase: Purchase, challenge: Challenge) =>
  emit(
    tx,
    "challenge.purchased",
    { customerId: purchase.customerId },
    { ...dataOf(purchase), challenge_id: challenge.id, login: challenge.accountLogin },
  );

/** The same of one that failed, each time that it does. */
export const tellFailed = (tx: Transaction, purchase: Purchase) =>
  emit(
    tx,
    "challenge.purchase_failed",
    { customerId: purchase.customerId },
    { ...dataOf(purchase), failure_reason: purchase.failureCode },
  );

/** Emails the customer that a purchase came to nothing, in the transaction in which no money is left to return. */
export async function mailEnded(tx: Transaction, { id, failureCode }: Purchase): Promise<void> {
  // Its challenge had begun: the email that it ended says where the fee is.
  if (failureCode === DISPUTE_LOST) return;
  const about = { purchase_id: id };
  const kind = failureCode === ROLLED_BACK ? "challenge-rolled-back" : "challenge-failed";
  await mail(tx, kind, about, { after: mailKey("challenge-bought", about) });
}

const challengeOf = (challenge: Challenge, purchase: Purchase) => ({
  challenge_id: challenge.id,
  purchase_id: purchase.id,
  program_id: purchase.programId,
  payer_login: purchase.payerLogin,
  login: challenge.accountLogin,
});

/** Emits that a challenge was suspended, in the transaction of that. */
export const emitSuspended = (
  tx: Transaction,
  challenge: Challenge,
  purchase: Purchase,
  why: { reason: string; payment_id: string },
) =>
  emit(
    tx,
    "challenge.suspended",
    { customerId: purchase.customerId },
    { ...challengeOf(challenge, purchase), ...why },
  );

/** The same of one that can be traded again. */
export const emitReinstated = (tx: Transaction, challenge: Challenge, purchase: Purchase) =>
  emit(
    tx,
    "challenge.reinstated",
    { customerId: purchase.customerId },
    challengeOf(challenge, purchase),
  );

/** The same of one that the firm ended. */
export const emitEnded = (
  tx: Transaction,
  challenge: Challenge,
  purchase: Purchase,
  reason: string,
) =>
  emit(
    tx,
    "challenge.ended",
    { customerId: purchase.customerId },
    { ...challengeOf(challenge, purchase), reason },
  );
