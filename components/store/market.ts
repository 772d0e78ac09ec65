import type { TierView } from "@/lib/catalog/schemas";

const names: Record<string, string> = { crypto: "Crypto", forex: "Forex" };

/** A market's name for people: `crypto` → `Crypto`. */
export const marketName = (market: string) =>
  names[market] ?? market.charAt(0).toUpperCase() + market.slice(1);

/** Every market that something is sold in, in the catalog's order. */
export const marketsOf = (tiers: TierView[]): string[] => [
  ...new Set(tiers.flatMap((tier) => tier.markets.map(({ market }) => market))),
];

/** The tiers sold in a market. */
export const tiersIn = (tiers: TierView[], market: string) =>
  tiers.filter((tier) => tier.markets.some((sold) => sold.market === market));

/** The address of a market's tiers on the storefront. */
export const marketHref = (market: string) => `/?market=${encodeURIComponent(market)}`;
