import { failureMessage, isReversal, rejectionMessage } from "@/lib/core/failure-messages";
import type { PaymentView } from "@/lib/payments/schemas";

/** What a refund or a lost dispute of the whole amount did to what was bought. */
function fullyReversed({
  kind,
  credited_order,
  rejection_code,
  challenge_id,
}: PaymentView): string {
  if (kind === "challenge") return "The account has been closed.";
  if (kind === "program") {
    if (rejection_code !== null) return rejectionMessage(rejection_code);
    return challenge_id === null ? "No challenge was started." : "The challenge has ended.";
  }
  return credited_order === null
    ? "The amount wasn't added to your wallet."
    : "The amount was removed from your wallet.";
}
const partlyReversed = {
  challenge: "A partial refund doesn't close your account.",
  deposit: "The same amount was removed from your wallet.",
  program: "A partial refund doesn't end your challenge.",
};
const onHold = {
  challenge: "Trading is paused until the bank decides.",
  deposit: "The amount is on hold until the bank decides.",
  program: "Trading is paused until the bank decides.",
};

/**
 * What a payment's status means and what happens next; null if it needs no explanation. `refunded` is the
 * refunded amount, if it is known.
 */
export function describePaymentStatus(
  payment: PaymentView,
  declined: boolean,
  refunded: string | null = null,
): string | null {
  const { kind, status, dispute, failure_reason, credited_order, rejection_code } = payment;
  if (declined) {
    return `${failureMessage(failure_reason)} You haven't been charged. Try again or use another card.`;
  }
  switch (status) {
    case "requires_payment_method":
    case "requires_confirmation":
      return "Not paid yet. You haven't been charged.";
    case "requires_action":
      return "Your bank needs you to approve this payment. Continue and follow the prompts.";
    case "processing":
    case "requires_capture":
      return "Your bank is processing this payment. It can take from a few seconds to a few days; you don't need to do anything.";
    case "canceled":
      return `${failureMessage(failure_reason)} You haven't been charged.`;
    case "succeeded":
      if (rejection_code !== null) {
        // A failed refund has a notice of its own.
        if (payment.refund_failed || isReversal(rejection_code)) {
          return rejectionMessage(rejection_code);
        }
        return `${rejectionMessage(rejection_code)} We're refunding the payment in full to your card.`;
      }
      return kind === "deposit" && credited_order === null
        ? "Paid. The money will be in your wallet within seconds."
        : null;
    case "partially_refunded":
      return `${refunded ?? "Part of this payment"} has been refunded to your card (allow 5–10 business days). ${partlyReversed[kind]}`;
    case "refunded":
      return `Fully refunded to your card (allow 5–10 business days). ${fullyReversed(payment)}`;
    case "disputed":
      return dispute === "lost"
        ? `The dispute was decided in the cardholder's favor and the bank reversed the payment. ${fullyReversed(payment)}`
        : `The cardholder disputed this payment with their bank. ${kind === "program" && payment.challenge_id === null ? "The challenge starts if the dispute is resolved in our favor." : onHold[kind]} If this was a mistake, contact your bank and let us know.`;
  }
}
