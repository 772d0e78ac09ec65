import type { ProgramView, TierView } from "@/lib/catalog/schemas";
import { mergeOffers, type Offer } from "./offers";
import {
  isSelected,
  offersIn,
  readSelection,
  type Selection,
  type StoreQuery,
  storeHref,
} from "./selection";

/** What the storefront shows at an address. */
export interface Store {
  /** Everything that has a price. */
  paid: Offer[];
  /** What of it is selected. */
  selected: Offer[];
  /** What is free in the selected market. */
  free: Offer[];
  selection: Selection;
  /** The one address of this selection. */
  href: string;
}

export function readStore(
  { tiers, programs }: { tiers: TierView[]; programs: ProgramView[] | null },
  query: StoreQuery,
): Store {
  const all = mergeOffers(tiers, programs ?? []);
  const paid = all.filter(({ price }) => price.cents > 0);
  // A store may have free accounts alone.
  const choices = paid.length > 0 ? paid : all;
  const selection = readSelection(choices, query);
  const inMarket = offersIn(all, selection.market);
  return {
    paid,
    selected: inMarket.filter(
      ({ price, ...offer }) => price.cents > 0 && isSelected({ price, ...offer }, selection),
    ),
    free: inMarket.filter(({ price }) => price.cents === 0),
    selection,
    href: storeHref(choices, selection),
  };
}
