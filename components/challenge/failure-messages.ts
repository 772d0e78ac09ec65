import type { PurchaseView } from "@/lib/challenges/schemas";
import { formatUnits } from "@/lib/core/money";

const failures: Record<string, string> = {
  PAYMENT_FAILED: "We couldn't charge the fee.",
  NOT_ENOUGH_FUNDS: "The wallet no longer had enough to cover the fee.",
  ACCOUNT_CREATION_FAILED: "We couldn't open the account.",
  INITIAL_BALANCE_FAILED: "We couldn't add the starting balance.",
  CHALLENGE_CREATION_FAILED: "We couldn't start the challenge.",
  CANCELLED: "You canceled this purchase.",
  DISPUTE_LOST: "The card payment or top-up that paid for it was charged back.",
  REFUNDED: "Its card payment was refunded.",
  ROLLED_BACK: "We reversed the purchase.",
};

/** Why a purchase failed, as a sentence, from its error code. */
export const purchaseFailureMessage = (code: string): string =>
  failures[code] ?? "The purchase didn't go through.";

type FeeOfPurchase = Pick<
  PurchaseView,
  | "amount"
  | "currency"
  | "failure_reason"
  | "payer_login"
  | "payment_id"
  | "payment_status"
  | "payment_rollback_order"
>;

/** Where the fee of a purchase that failed is, as a sentence or two. */
export function refundMessage(purchase: FeeOfPurchase): string {
  const fee = `The fee of ${formatUnits(purchase.amount, purchase.currency)}`;
  const { payer_login: payer, payment_rollback_order: order } = purchase;
  if (purchase.payment_id) {
    switch (purchase.payment_status) {
      case "refunded":
        return purchase.failure_reason === "DISPUTE_LOST"
          ? `Your bank returned the ${formatUnits(purchase.amount, purchase.currency)} to your card.`
          : `${fee} has been refunded to your card.`;
      case "refund_failed":
        return `The refund of ${formatUnits(purchase.amount, purchase.currency)} to your card failed. Our support team is on it and will contact you to arrange another way to pay you back.`;
      default:
        return `${fee} is being refunded to your card.`;
    }
  }
  switch (purchase.payment_status) {
    case "refunded":
      return `${fee} has been returned to wallet ${payer}${order ? ` (reference ${order})` : ""}.`;
    case "refund_pending":
    case "paid":
      return `${fee} is being returned to wallet ${payer}.`;
    default:
      return "You haven't been charged.";
  }
}
