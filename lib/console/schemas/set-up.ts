/** One thing that a firm sets up before it sells. */
export interface SetUpStep {
  name:
    | "wallet_group"
    | "something_on_sale"
    | "stripe_events"
    | "email"
    | "receipts"
    | "partner_app";
  done: boolean;
  /** A firm may do without it. */
  optional?: true;
}
