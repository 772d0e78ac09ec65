import type { ProgramView, StepView, TierView } from "./schemas";

export const tier: TierView = {
  id: "tier_25k",
  name: "25K",
  account_size: 25_000,
  price_cents: 19_900,
  currency: "usd",
  profit_target_pct: 8,
  max_daily_loss_pct: 5,
  max_total_loss_pct: 10,
  profit_split_pct: 80,
  min_trading_days: 5,
  recommended: true,
  markets: [{ market: "crypto", asset_class: "crypto" }],
};

export const step: StepView = {
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
