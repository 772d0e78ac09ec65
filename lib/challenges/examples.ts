import { boughtProgram, step } from "@/lib/catalog/examples";
import type { ChallengeDetailView, ChallengeView, PhaseView, PurchaseView } from "./schemas";

const BOUGHT_AT = 1_795_253_400;

export const purchase: PurchaseView = {
  id: 41,
  program_id: 1,
  program_name: "Challenge 100K",
  customer_id: 12,
  payer_login: 100_001,
  payment_id: null,
  account_login: 2_000_140,
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
  idempotency_key: "0f8c2a",
  payment_status: "paid",
  activation_status: "active",
  failure_reason: "",
  payment_order: 500_101,
  initial_balance_order: 500_102,
  payment_rollback_order: null,
  initial_balance_rollback_order: null,
  created_time: BOUGHT_AT,
  updated_time: BOUGHT_AT + 1,
};

export const failedPurchase: PurchaseView = {
  ...purchase,
  account_login: null,
  status: 4,
  status_name: "failed",
  next_action: "RETRY",
  can_retry: true,
  comment: "PROP_CHALLENGE_PURCHASE_FAILED",
  payment_status: "failed",
  activation_status: "failed",
  failure_reason: "PAYMENT_FAILED",
  payment_order: null,
  initial_balance_order: null,
};

export const canceledPurchase: PurchaseView = { ...failedPurchase, failure_reason: "CANCELLED" };

export const challenge: ChallengeView = {
  id: 38,
  purchase_id: 41,
  program_id: 1,
  customer_id: 12,
  account_login: 2_000_140,
  current_phase_index: 1,
  status: 1,
  status_name: "active",
  start_time: BOUGHT_AT + 1,
  end_time: 0,
  hold: null,
  end_reason: null,
  created_time: BOUGHT_AT + 1,
  updated_time: BOUGHT_AT + 1,
};

const phase: PhaseView = {
  ...step,
  status: 1,
  status_name: "active",
  account_login: 2_000_140,
  profit_target: 8_000,
  max_daily_loss: 5_000,
  max_total_loss: 10_000,
  start_time: BOUGHT_AT + 1,
  end_time: 0,
  deadline_time: BOUGHT_AT + 1 + 30 * 86_400,
};

export const challengeDetail: ChallengeDetailView = {
  challenge,
  purchase,
  program: boughtProgram,
  phases: [phase],
  current_phase: phase,
};
