const reason = "a test of the catalog";

/** The fields of a valid tier, without id and version. */
export const tierFields = {
  name: "75K",
  account_size: 75_000,
  price_cents: 39_900,
  currency: "usd",
  profit_target_pct: 8,
  max_daily_loss_pct: 5,
  max_total_loss_pct: 10,
  profit_split_pct: 80,
  min_trading_days: 5,
  recommended: false,
  sort_index: 9,
  markets: [{ market: "crypto", asset_class: "crypto" }],
  reason,
};

/** The fields of an evaluation phase. */
export const stepFields = {
  phase_type: 0,
  name: "Evaluation",
  account_group: "PROP-DEMO-100K",
  duration_days: 30,
  max_daily_loss_pct: 5,
  max_total_loss_pct: 10,
  profit_target_pct: 8,
  profit_split_pct: null,
  min_trading_days: 5,
  max_trading_days: null,
  max_positions: 20,
};

/** The fields of a valid program, without its version. */
export const programFields = {
  brand: "brand-a",
  name: "edited-100k",
  display_name: "Edited 100K",
  description: "",
  price_cents: 49_900,
  price_currency: "usd",
  price_label: "One-time fee",
  profit_split_pct: 80,
  sort_index: 9,
  steps: [stepFields],
  reason,
};

/** The fields of an account group, without name and version. */
export const groupFields = {
  brand: "brand-a",
  account_mode: 0,
  currency: "usd",
  default_deposit_cents: 5_000_000,
  leverage: 50,
  reason,
};
