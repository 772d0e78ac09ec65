import { disputeStatusLabel } from "@/lib/core/dispute-messages";
import { formatMoney } from "@/lib/core/money";
import type { PaymentChange } from "@/lib/payment-history/schemas";

const paymentLines: Record<string, string> = {
  processing: "The bank processed the payment",
  requires_action: "The bank asked the cardholder to approve the payment",
  succeeded: "The payment succeeded",
  canceled: "The payment was canceled",
};
const accountLines: Record<string, string> = {
  provisioning: "Account setup started",
  active: "The account was ready to trade",
  suspended: "The account was suspended",
  closed: "The account was closed",
};
const challengeLines: Record<string, string> = {
  suspended: "was suspended",
  active: "resumed",
  cancelled: "ended",
};

/** A change of a payment for a reader at a bank; null for one that means nothing there. */
export function describeActivity(change: PaymentChange, currency: string): string | null {
  switch (change.kind) {
    case "status":
      return paymentLines[change.to] ?? null;
    case "failure":
      return `An attempt to pay was declined (${change.reason.replaceAll("_", " ")})`;
    case "refund":
      return `Refund of ${formatMoney(change.amount_cents, currency)}: ${change.to.replaceAll("_", " ")}`;
    case "dispute":
      return `Dispute of ${formatMoney(change.amount_cents, currency)}: ${disputeStatusLabel(change.to).toLowerCase()}`;
    case "account":
      return accountLines[change.to] ?? null;
    case "challenge": {
      const isNew = change.from === null && change.to === "active";
      const what = isNew ? "was ready to trade" : challengeLines[change.to];
      return what ? `Challenge ${change.challenge_id} ${what}` : null;
    }
    case "rejection":
      return "The challenge couldn't be started, and the payment was refunded";
    case "wallet": {
      const amount = formatMoney(Math.abs(change.amount_cents), currency);
      const moved = change.amount_cents < 0 ? "taken from" : "added to";
      return `${amount} ${moved} wallet ${change.login} (transaction ${change.order})`;
    }
  }
}
