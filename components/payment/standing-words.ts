import { failureWords } from "@/lib/client/failure-words";
import type { PaymentView } from "@/lib/payments/schemas";

const whole = {
  challenge: "The account that it bought is closed.",
  deposit: "It was taken out of your wallet.",
};
const part = {
  challenge: "Your account goes on as it is.",
  deposit: "As much was taken out of your wallet.",
};
const held = {
  challenge: "Until it decides, the account can't be traded.",
  deposit: "Until it decides, the amount is taken out of your wallet.",
};

/** What a payment's status means and what comes next; null where all is done and well. */
export function standingWords(payment: PaymentView, declined: boolean): string | null {
  const { kind, status, dispute, failure_reason, credited_order } = payment;
  if (declined) {
    return `${failureWords(failure_reason)} No money was taken. You can try again, also with another card.`;
  }
  switch (status) {
    case "requires_payment_method":
    case "requires_confirmation":
      return "It isn't paid yet, and no money was taken.";
    case "requires_action":
      return "Your bank asks you to confirm it. Continue, and follow what your bank asks.";
    case "processing":
    case "requires_capture":
      return "Your bank is processing it. That takes from seconds to a few days; there is nothing that you need to do.";
    case "canceled":
      return `${failureWords(failure_reason)} No money was taken.`;
    case "succeeded":
      return kind === "deposit" && credited_order === null
        ? "It is paid and being added to your wallet, usually within seconds."
        : null;
    case "partially_refunded":
      return `A part of it goes back to the card, usually within 5 to 10 days. ${part[kind]}`;
    case "refunded":
      return `All of it goes back to the card, usually within 5 to 10 days. ${whole[kind]}`;
    case "disputed":
      return dispute === "lost"
        ? `The dispute was lost: the bank took the money back. ${whole[kind]}`
        : `It was questioned at the bank that issued the card. ${held[kind]} If that was a mistake, tell your bank, and write to us.`;
  }
}
