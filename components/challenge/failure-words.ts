import type { PurchaseView } from "@/lib/challenges/schemas";
import { formatUnits } from "@/lib/money";

const failures: Record<string, string> = {
  PAYMENT_FAILED: "The fee couldn't be taken.",
  NOT_ENOUGH_FUNDS: "The wallet had less than the fee by then.",
  ACCOUNT_CREATION_FAILED: "The trading server didn't open the account.",
  INITIAL_BALANCE_FAILED: "The account didn't get its starting balance.",
  CHALLENGE_CREATION_FAILED: "The challenge couldn't be started.",
  CANCELLED: "You canceled it.",
  DISPUTE_LOST: "The deposit that paid for it was charged back.",
  ROLLED_BACK: "We took the purchase back.",
};

/** Why a purchase failed, as a sentence. Takes the error code. */
export const failureWords = (code: string): string =>
  failures[code] ?? "The purchase didn't go through.";

type Money = Pick<
  PurchaseView,
  "amount" | "currency" | "payer_login" | "payment_status" | "payment_rollback_order"
>;

/** What became of the money of a purchase that failed, as a sentence or two. */
export function moneyWords(purchase: Money): string {
  const fee = `The fee of ${formatUnits(purchase.amount, purchase.currency)}`;
  const { payer_login: payer, payment_rollback_order: order } = purchase;
  switch (purchase.payment_status) {
    case "refunded":
      return `${fee} is back in wallet ${payer}${order ? `, order ${order}` : ""}.`;
    case "refund_pending":
    case "paid":
      return `${fee} goes back to wallet ${payer}. It isn't there yet.`;
    default:
      return "No money was taken.";
  }
}
