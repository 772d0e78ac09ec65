import { evaluationsOf, productName } from "@/lib/catalog/product-name";
import type { ProgramView, TierPhase, TierView } from "@/lib/catalog/schemas";
import { minorUnits } from "@/lib/core/money";

/** A program at a size and a price, however it is paid. */
export interface Offer {
  /** Unique in the store. */
  id: string;
  name: string;
  /** The slug of its program. */
  slug: string;
  /** The initial balance of its first account, in units of the currency. */
  size: number;
  /** Of the account, in lower case. */
  currency: string;
  price: { cents: number; currency: string };
  recommended: boolean;
  phases: readonly TierPhase[];
  /** What a card pays for; null where none does. */
  tier: TierView | null;
  /** What a wallet pays for; null where none does. */
  program: ProgramView | null;
}

/** What is sold by card and what wallets buy as one list, smallest accounts first. */
export function mergeOffers(tiers: TierView[], programs: ProgramView[]): Offer[] {
  const fromWallets = programs.map(offerOfProgram);
  const merged = new Set<Offer>();
  const byCard = tiers.map(offerOfTier).map((offer): Offer => {
    const same = fromWallets.find((other) => !merged.has(other) && isSame(offer, other));
    if (!same) return offer;
    merged.add(same);
    const recommended = offer.recommended || same.recommended;
    return { ...offer, name: same.name, recommended, program: same.program };
  });
  const offers = [...byCard, ...fromWallets.filter((offer) => !merged.has(offer))];
  return markOnce(offers.sort((a, b) => a.size - b.size || evaluationsOf(a) - evaluationsOf(b)));
}

/** The offers with one recommended of each model: a program's edit can bring a second one into a model. */
function markOnce(offers: Offer[]): Offer[] {
  const marked = new Set<number>();
  return offers.map((offer) => {
    const model = evaluationsOf(offer);
    if (!offer.recommended) return offer;
    const isFirst = !marked.has(model);
    marked.add(model);
    return { ...offer, recommended: isFirst };
  });
}

export const offerOfTier = (tier: TierView): Offer => ({
  id: tier.id,
  name: productName({ name: tier.name, phases: tier.phases }),
  slug: tier.program_slug,
  size: tier.account_size,
  currency: tier.currency,
  price: { cents: tier.price_cents, currency: tier.currency },
  recommended: tier.recommended,
  phases: tier.phases,
  tier,
  program: null,
});

export const offerOfProgram = (program: ProgramView): Offer => ({
  id: `program-${program.id}`,
  name: program.display_name,
  slug: program.slug,
  size: program.steps[0]?.initial_balance ?? 0,
  currency: program.steps[0]?.currency.toLowerCase() ?? "usd",
  price: {
    cents: minorUnits(program.price),
    currency: program.price_currency.toLowerCase(),
  },
  recommended: program.recommended,
  phases: program.steps,
  tier: null,
  program,
});

const isSame = (byCard: Offer, fromWallet: Offer): boolean =>
  byCard.tier?.program_id === fromWallet.program?.id &&
  byCard.size === fromWallet.size &&
  byCard.currency === fromWallet.currency &&
  byCard.price.cents === fromWallet.price.cents &&
  byCard.price.currency === fromWallet.price.currency;
