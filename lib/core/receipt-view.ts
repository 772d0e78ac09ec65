/** A receipt, for a page that can be printed. Money in minor units. */
export interface ReceiptView {
  number: string;
  /** The payment's id; null for what was paid from a wallet. */
  payment_id: string | null;
  paid_at: string;
  seller: { name: string; address: string[]; tax_number: string | null; email: string };
  buyer: { name: string | null; email: string };
  /** The name of what was bought, and the account that comes with it: its size in units of its currency. */
  bought: { name: string; account: { size: number; currency: string } | null };
  amount_cents: number;
  currency: string;
  paid_with:
    | { kind: "card"; brand: string; last4: string; stripe_payment_intent_id: string }
    | { kind: "stripe"; stripe_payment_intent_id: string }
    | { kind: "wallet"; login: number; order: number };
  /** The accepted terms, and the page with their text; null where it isn't stored. */
  terms: { name: string; path: string | null };
  /** Refunds and disputes since, oldest first. */
  given_back: { kind: "refund" | "refund_pending" | "dispute"; amount_cents: number; at: string }[];
  /** Refunds that failed or were canceled: no money was returned. */
  failed_refunds: { kind: "failed" | "canceled"; amount_cents: number; at: string }[];
}
