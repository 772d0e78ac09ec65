import type { EventType } from "./schemas";

/** What every payment event says. A deposit has no tier and no account, but `kind` and `login`. */
export interface PaymentData {
  payment_id: string;
  stripe_payment_intent_id: string | null;
  tier_id: string | null;
  amount_cents: number;
  currency: string;
  prop_account_id: string | null;
  kind?: "deposit";
  login?: number;
}

export interface PropAccountData {
  prop_account_id: string;
  payment_id: string | null;
  tier_id: string;
  market: string;
  asset_class: string;
  account_size: number;
  status: string;
  subaccount_id: number | null;
  subaccount_uuid: string | null;
  synthetic_hotkey: string | null;
}

export interface PurchaseData {
  purchase_id: number;
  program_id: number;
  payer_login: number;
  amount_cents: number;
  currency: string;
}

/** The data of each event, without the `user_id` that `emit` adds to all of them. */
export type EventData = {
  "payment.succeeded": PaymentData;
  "payment.failed": PaymentData & { status: string; failure_reason: string | null };
  "payment.refunded": PaymentData & { status: string; refunded_cents: number };
  "payment.disputed": PaymentData & {
    dispute: { id: string; status: string; reason: string; amount_cents: number };
  };
  "prop_account.active": PropAccountData;
  "prop_account.provisioning_failed": PropAccountData;
  "prop_account.suspended": PropAccountData;
  "prop_account.closed": PropAccountData & { closed_reason: string | null };
  "challenge.purchased": PurchaseData & { challenge_id: number; login: number };
  "challenge.purchase_failed": PurchaseData & { failure_reason: string | null };
} & Record<EventType, object>;
