import type { Transaction } from "@/db/client";
import { centsToJson } from "@/lib/money";
import { emit } from "@/lib/webhooks";
import type { Challenge } from "./present";
import type { Purchase } from "./purchase-status";

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
