import type { PaymentCheckView } from "@/lib/payments/schemas";
import { describeStatus } from "../../ui/status-labels";

/** Why a payment can't be compared with Stripe, or how it differs from Stripe's. */
export const checkProblems: Partial<Record<PaymentCheckView["result"], string>> = {
  mismatch: "Stripe's data doesn't match this payment. It's flagged for review.",
  unknown: "Stripe doesn't recognize this payment's PaymentIntent. It's flagged for review.",
  other_mode:
    "This payment was made in Stripe's other mode (live or test), so it can't be checked here.",
};

/** The result of a sync, as a sentence. */
export function checkMessage({ kind, result, status_before, status }: PaymentCheckView): string {
  const problem = checkProblems[result];
  if (problem) return problem;
  if (result !== "changed") return "Already up to date with Stripe.";
  if (status === status_before) return "Updated from Stripe. See the timeline.";
  if (status !== "succeeded" || isPaid(status_before)) {
    return `Updated from Stripe: ${describeStatus(status).label.toLowerCase()}.`;
  }
  return kind === "deposit"
    ? "Paid in Stripe. The wallet is being credited."
    : "Paid in Stripe. The account is being set up.";
}

/** Whether the payment was paid before: a dispute that is won leads back to succeeded, for example. */
const isPaid = (status: PaymentCheckView["status"]) =>
  ["succeeded", "refunded", "partially_refunded", "disputed"].includes(status);
