/** One step of setting up a firm before it sells. */
export interface SetUpStep {
  name:
    | "wallet_group"
    | "something_on_sale"
    | "stripe_events"
    | "email"
    | "legal_documents"
    | "receipts"
    | "partner_app";
  done: boolean;
  /** The firm can sell without it. */
  optional?: true;
}
