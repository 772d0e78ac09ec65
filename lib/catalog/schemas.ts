import { z } from "zod";

/** A three-letter currency code; upper case is accepted, lower case is kept. */
export const currencyCode = z
  .string()
  .toLowerCase()
  .regex(/^[a-z]{3}$/, "must be a three-letter currency code");

/** What the storefront shows of a tier. */
export interface TierView {
  id: string;
  name: string;
  account_size: number;
  price_cents: number;
  currency: string;
  profit_target_pct: number | null;
  max_daily_loss_pct: number | null;
  max_total_loss_pct: number | null;
  profit_split_pct: number | null;
  min_trading_days: number;
  recommended: boolean;
  markets: { market: string; asset_class: string }[];
}

/** A phase of a program. Shares in percent; null means no such limit. */
export interface StepView {
  /** From 1. */
  phase_index: number;
  /** 0 evaluation, 1 funded. */
  phase_type: 0 | 1;
  name: string;
  account_group: string;
  /** The group's default deposit, in units of its currency. */
  initial_balance: number;
  duration_days: number | null;
  max_daily_loss_pct: number | null;
  max_total_loss_pct: number | null;
  profit_target_pct: number | null;
  profit_split: number | null;
  min_trading_days: number;
  max_trading_days: number | null;
  max_positions: number | null;
}

/** A challenge sold from a trading wallet, as `/prop` gives it: the price in units of its currency. */
export interface ProgramView {
  id: number;
  brand: string;
  name: string;
  display_name: string;
  description: string;
  price: number;
  /** Upper case. */
  price_currency: string;
  price_label: string;
  profit_split: number | null;
  /** 0 active, 1 disabled, 2 archived. */
  status: 0 | 1 | 2;
  sort_index: number;
  steps: StepView[];
}

export const programsQuery = z.strictObject({ brand: z.string().min(1).max(64).optional() });
