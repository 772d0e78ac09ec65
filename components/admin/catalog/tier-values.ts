import type { TierRecord, TierView } from "@/lib/catalog/schemas";
import { centsOf, numberOf, type Typed, typedCents, typedNumber } from "./numbers";

/** What stands in the fields, under the names of the API; the price in units. */
export interface TierValues {
  id: string;
  name: string;
  account_size: Typed;
  price_cents: Typed;
  currency: string;
  profit_target_pct: Typed;
  max_daily_loss_pct: Typed;
  max_total_loss_pct: Typed;
  profit_split_pct: Typed;
  min_trading_days: Typed;
  recommended: boolean;
  sort_index: Typed;
  markets: { market: string; asset_class: string }[];
  reason: string;
}

const empty: TierValues = {
  id: "",
  name: "",
  account_size: "",
  price_cents: "",
  currency: "usd",
  profit_target_pct: "",
  max_daily_loss_pct: "",
  max_total_loss_pct: "",
  profit_split_pct: "",
  min_trading_days: 0,
  recommended: false,
  sort_index: 0,
  markets: [{ market: "", asset_class: "" }],
  reason: "",
};

export const tierValues = (tier: TierRecord | null): TierValues =>
  tier === null
    ? empty
    : {
        id: tier.id,
        name: tier.name,
        account_size: tier.account_size,
        price_cents: typedCents(tier.price_cents),
        currency: tier.currency,
        profit_target_pct: typedNumber(tier.profit_target_pct),
        max_daily_loss_pct: typedNumber(tier.max_daily_loss_pct),
        max_total_loss_pct: typedNumber(tier.max_total_loss_pct),
        profit_split_pct: typedNumber(tier.profit_split_pct),
        min_trading_days: tier.min_trading_days,
        recommended: tier.recommended,
        sort_index: tier.sort_index,
        markets: tier.markets,
        reason: "",
      };

/** The API's body: with its id where the tier is new, else with the version that was seen. */
export const tierBody = (values: TierValues, version: number | null) => {
  const { id, ...rest } = values;
  return {
    ...rest,
    account_size: numberOf(rest.account_size),
    price_cents: centsOf(rest.price_cents),
    profit_target_pct: numberOf(rest.profit_target_pct),
    max_daily_loss_pct: numberOf(rest.max_daily_loss_pct),
    max_total_loss_pct: numberOf(rest.max_total_loss_pct),
    profit_split_pct: numberOf(rest.profit_split_pct),
    min_trading_days: numberOf(rest.min_trading_days),
    sort_index: numberOf(rest.sort_index),
    ...(version === null ? { id } : { version }),
  };
};

/** How the storefront would show it; what isn't typed yet is left at nothing. */
export const tierPreview = (values: TierValues): TierView => ({
  id: values.id || "new",
  name: values.name || "Name",
  account_size: numberOf(values.account_size) ?? 0,
  price_cents: centsOf(values.price_cents) ?? 0,
  currency: values.currency,
  profit_target_pct: numberOf(values.profit_target_pct),
  max_daily_loss_pct: numberOf(values.max_daily_loss_pct),
  max_total_loss_pct: numberOf(values.max_total_loss_pct),
  profit_split_pct: numberOf(values.profit_split_pct),
  min_trading_days: numberOf(values.min_trading_days) ?? 0,
  recommended: values.recommended,
  markets: values.markets,
});
