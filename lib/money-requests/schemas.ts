/** Money that an admin wants moved, as the console shows it. Minor units. */
export interface MoneyRequestView {
  id: string;
  payment_id: string | null;
  login: number | null;
  kind: "refund" | "wallet_credit" | "wallet_debit";
  status: "pending" | "done" | "refused";
  amount_cents: number;
  currency: string;
  reason: string;
  admin_email: string;
  /** The refund at Stripe, or the trading server's order. */
  result: string | null;
  problem: string | null;
  created_at: string;
  settled_at: string | null;
}
