import { evaluationsOf } from "@/lib/catalog/product-name";
import type { Offer } from "./offers";

/** What the storefront's address says; each may be missing, or name what isn't sold. */
export interface StoreQuery {
  model?: string | undefined;
  size?: string | undefined;
  market?: string | undefined;
}

/** What is shown: null is any. */
export interface Selection {
  /** The number of evaluations. */
  model: number | null;
  /** In units of the account's currency. */
  size: number | null;
  market: string | null;
}

/** The address's value for any model. */
const ANY = "all";

/** The markets that tiers are sold in, those of the recommended offer first. What wallets buy is bound to none. */
export function marketsOf(offers: Offer[]): string[] {
  const ordered = [...offers].sort((a, b) => Number(b.recommended) - Number(a.recommended));
  const tiers = ordered.flatMap(({ tier }) => tier ?? []);
  return [...new Set(tiers.flatMap(({ markets }) => markets.map(({ market }) => market)))];
}

/** The offers of a market. One that is sold by card in other markets alone can be bought from a wallet. */
export const offersIn = (offers: Offer[], market: string | null): Offer[] =>
  offers.flatMap((offer) => {
    const { tier, program } = offer;
    if (!tier || tier.markets.some((sold) => sold.market === market)) return offer;
    return program ? { ...offer, tier: null } : [];
  });

const ascending = (values: number[]) => [...new Set(values)].sort((a, b) => a - b);

/** The models of offers, by their number of evaluations. */
export const modelsOf = (offers: Offer[]): number[] => ascending(offers.map(evaluationsOf));

/** The sizes of the offers of a model. */
export const sizesOf = (offers: Offer[], model: number | null): number[] =>
  ascending(ofModel(offers, model).map(({ size }) => size));

/** Whether an offer is of a model and a size. */
export const isSelected = (offer: Offer, { model, size }: Selection): boolean =>
  (model === null || evaluationsOf(offer) === model) && (size === null || offer.size === size);

const ofModel = (offers: Offer[], model: number | null) =>
  offers.filter((offer) => isSelected(offer, { model, size: null, market: null }));

/** The model that is shown first: that of the recommended offer, else the first one. */
function defaultModel(offers: Offer[]): number | null {
  const first = offers.find(({ recommended }) => recommended) ?? offers[0];
  return first ? evaluationsOf(first) : null;
}

/** What an address selects of the offers. What isn't sold is replaced by the default. */
export function readSelection(offers: Offer[], query: StoreQuery): Selection {
  const markets = marketsOf(offers);
  const market = markets.find((name) => name === query.market) ?? markets[0] ?? null;
  const sold = offersIn(offers, market);
  const model =
    query.model === ANY
      ? null
      : (modelsOf(sold).find((model) => String(model) === query.model) ?? defaultModel(sold));
  const size = sizesOf(sold, model).find((size) => String(size) === query.size) ?? null;
  return { model, size, market };
}

/**
 * The address of a selection. What is the default is left out, and so is a model that the market doesn't have, or a size
 * that the model doesn't have.
 */
export function storeHref(offers: Offer[], { model, size, market }: Selection): string {
  const sold = offersIn(offers, market);
  const query = new URLSearchParams();
  const isSold = model === null || modelsOf(sold).includes(model);
  if (isSold && model !== defaultModel(sold))
    query.set("model", model === null ? ANY : String(model));
  if (size !== null && sizesOf(sold, model).includes(size)) query.set("size", String(size));
  if (market !== null && market !== marketsOf(offers)[0]) query.set("market", market);
  return query.size > 0 ? `/?${query}` : "/";
}
