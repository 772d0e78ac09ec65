import type { OperationView, TradingAccountView } from "./schemas";

const BOUGHT_AT = 1_795_253_400;

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

export const withdrawal: OperationView = {
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
