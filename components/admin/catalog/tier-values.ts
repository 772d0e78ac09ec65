import type { TierRecord, TierView } from "@/lib/catalog/schemas";
import { readAmount, readPercent, readSize, readWhole, writeAmount } from "@/lib/core/typed-number";
import { typedNumber } from "./numbers";

/** The values of the fields, with the names of the API; the price in units. */
export interface TierValues {
  id: string;
  name: string;
  account_size: string;
  price_cents: string;
  currency: string;
  profit_target_pct: string;
  max_daily_loss_pct: string;
  max_total_loss_pct: string;
  profit_split_pct: string;
  min_trading_days: string;
  recommended: boolean;
  sort_index: string;
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
  min_trading_days: "0",
  recommended: false,
  sort_index: "0",
  markets: [{ market: "", asset_class: "" }],
  reason: "",
};

export const tierValues = (tier: TierRecord | null): TierValues =>
  tier === null
    ? empty
    : {
        id: tier.id,
        name: tier.name,
        account_size: typedNumber(tier.account_size),
        price_cents: writeAmount(tier.price_cents),
        currency: tier.currency,
        profit_target_pct: typedNumber(tier.profit_target_pct),
        max_daily_loss_pct: typedNumber(tier.max_daily_loss_pct),
        max_total_loss_pct: typedNumber(tier.max_total_loss_pct),
        profit_split_pct: typedNumber(tier.profit_split_pct),
        min_trading_days: typedNumber(tier.min_trading_days),
        recommended: tier.recommended,
        sort_index: typedNumber(tier.sort_index),
        markets: tier.markets,
        reason: "",
      };

/** The API's body: with the id for a new tier, else with the version that the form was opened with. */
export const tierBody = (values: TierValues, version: number | null) => {
  const { id, ...rest } = values;
  return {
    ...rest,
    account_size: readSize(rest.account_size, rest.currency),
    price_cents: readAmount(rest.price_cents, rest.currency),
    profit_target_pct: readPercent(rest.profit_target_pct),
    max_daily_loss_pct: readPercent(rest.max_daily_loss_pct),
    max_total_loss_pct: readPercent(rest.max_total_loss_pct),
    profit_split_pct: readPercent(rest.profit_split_pct),
    min_trading_days: readWhole(rest.min_trading_days),
    sort_index: readWhole(rest.sort_index),
    ...(version === null ? { id } : { version }),
  };
};

/** The typed tier for the storefront; a field that is empty or can't be read is 0 or null. */
export const tierPreview = (values: TierValues): TierView => ({
  id: values.id || "new",
  name: values.name || "Name",
  account_size: numberOrNull(readSize(values.account_size, values.currency)) ?? 0,
  price_cents: numberOrNull(readAmount(values.price_cents, values.currency)) ?? 0,
  currency: values.currency,
  profit_target_pct: numberOrNull(readPercent(values.profit_target_pct)),
  max_daily_loss_pct: numberOrNull(readPercent(values.max_daily_loss_pct)),
  max_total_loss_pct: numberOrNull(readPercent(values.max_total_loss_pct)),
  profit_split_pct: numberOrNull(readPercent(values.profit_split_pct)),
  min_trading_days: numberOrNull(readWhole(values.min_trading_days)) ?? 0,
  recommended: values.recommended,
  markets: values.markets,
});

/** A number that was read, or null. */
const numberOrNull = (number: number | null) => (Number.isNaN(number) ? null : number);
