/** The path of a market's challenges on the storefront. */
export const marketHref = (market: string) => `/?market=${encodeURIComponent(market)}`;
