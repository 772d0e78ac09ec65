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
