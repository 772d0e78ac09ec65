import type { TierView } from "@/lib/catalog/schemas";

/** The markets of all tiers, in the catalog's order. */
export const marketsOf = (tiers: TierView[]): string[] => [
  ...new Set(tiers.flatMap((tier) => tier.markets.map(({ market }) => market))),
];

/** The tiers sold in a market. */
export const tiersIn = (tiers: TierView[], market: string) =>
  tiers.filter((tier) => tier.markets.some((entry) => entry.market === market));

/** The path of a market's tiers on the storefront. */
export const marketHref = (market: string) => `/?market=${encodeURIComponent(market)}`;
