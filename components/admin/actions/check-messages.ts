import type { PaymentCheckView } from "@/lib/payments/schemas";
import { describeStatus } from "../../ui/status-words";

/** What is wrong where a payment can't be compared with Stripe, or differs from what Stripe has. */
export const checkProblems: Partial<Record<PaymentCheckView["result"], string>> = {
  mismatch: "What Stripe has doesn't fit this payment. It is flagged for review.",
  unknown: "Stripe doesn't know this payment's PaymentIntent. It is flagged for review.",
  other_mode:
    "This payment belongs to the other of Stripe's modes, live or test, and can't be checked here.",
};

/** What came of a sync, in a sentence. */
export function checkMessage({ kind, result, status_before, status }: PaymentCheckView): string {
  const problem = checkProblems[result];
  if (problem) return problem;
  if (result !== "changed") return "Nothing new at Stripe.";
  if (status === status_before) return "Something changed at Stripe: see the history.";
  if (status !== "succeeded" || isPaid(status_before)) {
    return `Changed at Stripe: ${describeStatus(status).word.toLowerCase()}.`;
  }
  return kind === "deposit"
    ? "Paid at Stripe: the wallet is being credited."
    : "Paid at Stripe: the account is being created.";
}

/** Whether the money had come in already: a dispute that is won leads back to succeeded, say. */
const isPaid = (status: PaymentCheckView["status"]) =>
  ["succeeded", "refunded", "partially_refunded", "disputed"].includes(status);
