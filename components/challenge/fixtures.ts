import type { ChallengeView, PurchaseView } from "@/lib/challenges/schemas";

const times = { created_time: 1_778_160_000, updated_time: 1_778_160_000 };

/** For tests: a completed purchase, with changes. */
export const purchaseView = (changes: Partial<PurchaseView> = {}): PurchaseView => ({
  id: 10,
  program_id: 1,
  program_name: "Two-step 100K",
  customer_id: 5,
  payer_login: 100_001,
  payment_id: null,
  account_login: 2_000_100,
  status: 3,
  status_name: "active",
  next_action: "OPEN_CHALLENGE",
  can_retry: false,
  can_cancel: false,
  amount: 499,
  currency: "USD",
  conversion_rate: 1,
  amount_account_currency: 499,
  comment: "PROP_CHALLENGE_PURCHASE_ACTIVE",
  idempotency_key: "",
  payment_status: "paid",
  activation_status: "active",
  failure_reason: "",
  payment_order: 500_100,
  initial_balance_order: 500_101,
  payment_rollback_order: null,
  initial_balance_rollback_order: null,
  ...times,
  ...changes,
});

/** For tests: its challenge, in its first phase, with changes. */
export const challengeView = (changes: Partial<ChallengeView> = {}): ChallengeView => ({
  id: 12,
  purchase_id: 10,
  program_id: 1,
  customer_id: 5,
  account_login: 2_000_100,
  current_phase_index: 1,
  status: 1,
  status_name: "active",
  start_time: times.created_time,
  end_time: 0,
  hold: null,
  end_reason: null,
  ...times,
  ...changes,
});
