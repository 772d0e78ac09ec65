import type { StepView } from "@/lib/catalog/schemas";

/** For tests: an evaluation phase, with changes. */
export const stepView = (changes: Partial<StepView> = {}): StepView => ({
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
  ...changes,
});
