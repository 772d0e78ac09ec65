import type { PurchaseView } from "@/lib/challenges/schemas";
import type { StuckPurchaseView } from "@/lib/purchases/schemas";

interface Problem {
  title: string;
  /** What an operator should do about it, and what not. */
  advice: string;
}

const compensations: Record<string, string> = {
  fee_rollback: "Fee refund",
  initial_balance_rollback: "Reversing the starting balance",
  account_disabling: "Disabling the account",
};

const noResponse = (step: string): Problem => ({
  title: `${step}: no response from the trading server`,
  advice:
    "Check that the trading server is up. We retry automatically. Don't enter the transaction yourself, or it would be booked twice.",
});

const rejected = (step: string, message: string): Problem => ({
  title: `${step} rejected by the trading server: ${message}`,
  advice:
    "Find out why on the trading server. We retry automatically. Don't enter the transaction yourself, or it would be booked twice.",
});

/** It became active before the request was seen, and its job failed permanently. */
const requestedTooLate: Problem = {
  title: "Cancellation requested just as the purchase became active",
  advice: "Open the purchase and cancel it again.",
};

/** Why a purchase needs an operator. */
export function describeStuckPurchase({ purchase, compensation }: StuckPurchaseView): Problem {
  if (compensation) {
    const { step, rejection } = compensation;
    const label = compensations[step] ?? step;
    return rejection === null ? noResponse(label) : rejected(label, rejection);
  }
  if (purchase.status_name === "failed") return noResponse("Rollback");
  const next = nextStep(purchase);
  return next ? noResponse(next) : requestedTooLate;
}

/** The next step of a purchase that hasn't ended; null of one that has. */
function nextStep({ status_name, initial_balance_order }: PurchaseView): string | null {
  switch (status_name) {
    case "pending":
      return "Fee withdrawal";
    case "paid":
      return "Opening the account";
    case "account_created":
      return initial_balance_order === null ? "Starting balance" : "Starting the challenge";
    default:
      return null;
  }
}

/** The order of the fee in the ledger, and the order that reversed it. */
export function feeOrders(purchase: PurchaseView): string {
  const { amount, payment_order: order, payment_rollback_order: refund } = purchase;
  if (amount === 0) return "nothing to refund";
  if (order === null) return "no order yet";
  return refund === null ? `order ${order}` : `order ${order}, refund ${refund}`;
}
