import { shortenMiddle } from "@/lib/format";
import type { HistorySource, PaymentChange } from "@/lib/payment-history/schemas";

/** Who told of it, as an admin reads it. */
export const sourceWords: Record<HistorySource, string> = {
  stripe: "event from Stripe",
  checkout: "looked up at Stripe by the checkout",
  sync: "asked at Stripe by the customer's page",
  reconciliation: "found by the comparison with Stripe",
  expiry: "asked at Stripe by the job for old payments",
  account: "the account",
  wallet: "the trading server",
  admin: "an admin's refund",
};

const arrow = (from: string | null, to: string) => (from === null ? to : `${from} → ${to}`);

/** A change in the words of the fields that it is stored in. */
export function changeWords(change: PaymentChange, money: (cents: number) => string): string {
  switch (change.kind) {
    case "status":
      return `payment ${arrow(change.from, change.to)}`;
    case "failure":
      return `failed: ${change.reason}`;
    case "refund":
      return `refund ${shortenMiddle(change.id)} of ${money(change.amount_cents)}: ${arrow(change.from, change.to)}`;
    case "dispute":
      return `dispute ${shortenMiddle(change.id)} of ${money(change.amount_cents)} (${change.reason}): ${arrow(change.from, change.to)}`;
    case "account":
      return `account ${arrow(change.from, change.to)}${change.reason ? ` (${change.reason})` : ""}`;
    case "wallet":
      return `wallet ${change.login}: ${money(change.amount_cents)}, order ${change.order}`;
  }
}
