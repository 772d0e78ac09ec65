import type { Transaction } from "@/db/client";
import { mail, mailKey } from "@/lib/mail";
import { centsToJson } from "@/lib/money";
import { emit } from "@/lib/webhooks";
import type { Challenge } from "./present";
import { type Purchase, ROLLED_BACK } from "./purchase-status";

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
export function mailEnded(tx: Transaction, { id, failureCode }: Purchase): Promise<void> {
  const about = { purchase_id: id };
  const kind = failureCode === ROLLED_BACK ? "challenge-rolled-back" : "challenge-failed";
  return mail(tx, kind, about, { after: mailKey("challenge-bought", about) });
}
