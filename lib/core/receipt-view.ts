/** A receipt, for a page that can be printed. Money in minor units. */
export interface ReceiptView {
  number: string;
  /** The payment's id; null for what was paid from a wallet. */
  payment_id: string | null;
  paid_at: string;
  seller: { name: string; address: string[]; tax_number: string | null; email: string };
  buyer: { name: string | null; email: string };
  /** What was bought: a tier by its name (null if it has none any more), market and size; a deposit; or a program. */
  bought:
    | { kind: "challenge"; tier_name: string | null; market: string; account_size: number }
    | { kind: "deposit"; login: number }
    | { kind: "program"; name: string };
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
