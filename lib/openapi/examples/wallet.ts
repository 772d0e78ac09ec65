import type { ProgramView, StepView } from "@/lib/catalog/schemas";
import type {
  BuyView,
  ChallengeDetailView,
  ChallengeView,
  PayerAccountView,
  PhaseView,
  PreviewView,
  PurchaseView,
} from "@/lib/challenges/schemas";
import type { OperationView, TradingAccountView } from "@/lib/trading/schemas";

const BOUGHT_AT = 1_795_253_400;

const step: StepView = {
  phase_index: 1,
  phase_type: 0,
  name: "Evaluation",
  account_group: "PROP-DEMO-100K",
  initial_balance: 100_000,
  currency: "USD",
  duration_days: 30,
  max_daily_loss_pct: 5,
  max_total_loss_pct: 10,
  profit_target_pct: 8,
  profit_split: null,
  min_trading_days: 5,
  max_trading_days: null,
  max_positions: null,
};

export const program: ProgramView = {
  id: 1,
  brand: "brand-a",
  name: "challenge-100k",
  display_name: "Challenge 100K",
  description: "One evaluation and a funded phase.",
  price: 499,
  price_currency: "USD",
  price_label: "$499.00",
  profit_split: 80,
  status: 0,
  sort_index: 1,
  steps: [step],
};

export const purchase: PurchaseView = {
  id: 41,
  program_id: 1,
  program_name: "Challenge 100K",
  customer_id: 12,
  payer_login: 100_001,
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

export const canceledPurchase: PurchaseView = {
  ...failedPurchase,
  next_action: "BUY_AGAIN",
  can_retry: false,
};

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

export const bought: BuyView = {
  accepted: true,
  idempotent: false,
  purchase,
  challenge,
  account: {
    login: 2_000_140,
    group: "PROP-DEMO-100K",
    brand: "brand-a",
    currency: "USD",
    leverage: 100,
    enable: 1,
    customer_id: 12,
  },
  temporary_password: "k7Qm-4xTz-p2Wc",
  must_change_password: true,
  payment_order: 500_101,
  initial_balance_order: 500_102,
};

export const stillRunning: BuyView = {
  accepted: true,
  idempotent: false,
  purchase: {
    ...purchase,
    account_login: null,
    status: 1,
    status_name: "paid",
    next_action: "WAIT_ACTIVATION",
    comment: "PROP_CHALLENGE_PURCHASE_PAID",
    activation_status: "pending",
    initial_balance_order: null,
  },
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
  program,
  phases: [phase],
  current_phase: phase,
};

export const preview: PreviewView = {
  can_buy: true,
  price: 499,
  currency: "USD",
  payer_balance: 1_250,
  amount_account_currency: 499,
  conversion_rate: 1,
  warnings: [],
};

export const payerAccount: PayerAccountView = {
  login: 100_001,
  group: "WALLET-USD",
  account_mode: 1,
  currency: "USD",
  balance: 1_250,
  available: 1_250,
  eligible: true,
  block_reason: null,
  block_reason_message: null,
};

export const tradingAccount: TradingAccountView = {
  login: 100_001,
  group: "WALLET-USD",
  brand: "brand-a",
  account_mode: 1,
  account_mode_name: "REAL",
  purpose: "wallet",
  currency: "USD",
  balance: 751,
  debt: 0,
  available: 751,
  leverage: 1,
  enable: 1,
  customer_id: 12,
  must_change_password: false,
  created_time: BOUGHT_AT - 86_400,
};

export const operation: OperationView = {
  order: 500_101,
  login: 100_001,
  command: 8,
  command_name: "OP_BALANCE_OUT",
  amount: 499,
  balance_after: 751,
  debt_change: 0,
  currency: "USD",
  reason: "TR_REASON_PROP",
  comment: "PROP_CHALLENGE_PURCHASE",
  api_data: { purchase_id: 41 },
  reverses_order: null,
  reversed_by_order: null,
  created_time: BOUGHT_AT,
};
