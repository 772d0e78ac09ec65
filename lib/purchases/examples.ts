import { challenge, purchase } from "@/lib/challenges/examples";
import type { BuyView, PayerAccountView, PreviewView } from "./schemas";

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

export const runningPurchase: BuyView = {
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
