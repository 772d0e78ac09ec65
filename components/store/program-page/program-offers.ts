import type { ProgramView, TierView } from "@/lib/catalog/schemas";
import { formatMoney } from "@/lib/core/money";
import { offerPath } from "../offer-row";
import { mergeOffers, type Offer, offerOfProgram } from "../offers";

/** What a program's page is made of: see `findProgramPage`. */
export interface ProgramOffers {
  program: ProgramView;
  isForWallets: boolean;
  tiers: TierView[];
}

/** All that a program can be bought as, smallest accounts first; the program itself where it isn't for sale. */
export function offersOf({ program, isForWallets, tiers }: ProgramOffers): Offer[] {
  const offers = mergeOffers(tiers, isForWallets ? [program] : []);
  return offers.length > 0 ? offers : [{ ...offerOfProgram(program), program: null }];
}

/** The offer that a program's page shows unless another is chosen. Throws for none: every program has one. */
export function defaultOffer(offers: readonly Offer[]): Offer {
  const found = offers.find(({ recommended }) => recommended) ?? offers[0];
  if (!found) throw new Error("a program has an offer");
  return found;
}

/** A program's name for buyers: with its model if a card buys it at one size, whose name is the size alone. */
export const programName = ({ display_name }: ProgramView, offers: readonly Offer[]): string =>
  offers.length === 1 ? (offers[0]?.name ?? display_name) : display_name;

export const isForSale = ({ tier, program }: Offer): boolean => tier !== null || program !== null;

/** The markets that an offer is sold in by card. What only wallets buy is bound to none. */
export const marketsOf = ({ tier }: Offer): string[] =>
  tier?.markets.map(({ market }) => market) ?? [];

/** The page on which an offer is bought; null where it isn't for sale. */
export function buyHref(offer: Offer, market: string | undefined): string | null {
  if (!isForSale(offer)) return null;
  // A free account is claimed on the storefront, which has no checkout for it.
  const isClaimed = offer.price.cents === 0 && offer.program === null;
  return isClaimed ? "/#try-it" : offerPath(offer, market ?? null);
}

/** `$499.00`, `Free`. */
export const priceText = ({ price }: Offer): string =>
  price.cents === 0 ? "Free" : formatMoney(price.cents, price.currency);

/** How an offer is paid, in a sentence. */
export function paymentText({ program, price }: Offer): string {
  if (price.cents === 0) return "No payment needed.";
  return program ? "You pay once, by card or with wallet balance." : "You pay once, by card.";
}
