/** A request of an admin to move money, as the console shows it. Amounts are in minor units. */
export interface MoneyRequestView {
  id: string;
  payment_id: string | null;
  /** The canceled purchase whose fee a refund returns to the card. */
  purchase_id: number | null;
  login: number | null;
  kind: "refund" | "wallet_credit" | "wallet_debit";
  /** `waiting`: until the fee of its purchase is back in the wallet. */
  status: "waiting" | "pending" | "done" | "refused";
  amount_cents: number;
  currency: string;
  reason: string;
  /** Null for the system's own refund of a program that couldn't be bought. */
  admin_email: string | null;
  /** The id of the refund at Stripe, or the order number of the trading server. */
  result: string | null;
  problem: string | null;
  created_at: string;
  settled_at: string | null;
}
