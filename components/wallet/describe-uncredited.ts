import type { DepositView } from "@/lib/payments/schemas";

/** Why a deposit isn't in the balance, in a line. `declined`: the bank has declined the last attempt. */
export function describeUncredited({ status, dispute }: DepositView, declined: boolean): string {
  if (declined) return "You weren't charged";
  switch (status) {
    case "requires_payment_method":
    case "requires_confirmation":
      return "Not paid yet";
    case "requires_action":
      return "Waiting for your approval at your bank";
    case "processing":
    case "requires_capture":
      return "Your bank is processing it";
    case "canceled":
      return "You weren't charged";
    case "succeeded":
      return "Paid, on its way to your balance";
    case "partially_refunded":
      return "Partially refunded to your card before it reached your balance";
    case "refunded":
      return "Refunded to your card, not in your balance";
    case "disputed":
      return dispute === "lost"
        ? "Reversed by the bank, not in your balance"
        : "On hold until the bank decides, not in your balance";
  }
}
