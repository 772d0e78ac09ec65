import { IconTags } from "@tabler/icons-react";
import type { ProgramView, TierView } from "@/lib/catalog/schemas";
import { marketName } from "@/lib/core/format";
import { EmptyState } from "../ui/empty-state";
import classes from "./catalog.module.css";
import { FreeStrip } from "./free-strip";
import { OfferTable } from "./offer-table";
import { mergeOffers, modelName } from "./offers";
import { isSelected, offersIn, readSelection, type Selection, type StoreQuery } from "./selection";
import { StoreChoices } from "./store-choices";

interface Props {
  tiers: TierView[];
  /** Null while the trading server is unreachable: account sizes come from it. */
  programs: ProgramView[] | null;
  /** The currencies (lower case) that wallets can be opened in; null where they aren't known. */
  walletCurrencies: string[] | null;
  query: StoreQuery;
  signedIn: boolean;
}

/** What is sold, as one list: by model, account size and market. */
export function Catalog({ tiers, programs, walletCurrencies, query, signedIn }: Props) {
  const all = mergeOffers(tiers, programs ?? []);
  const paid = all.filter(({ price }) => price.cents > 0);
  const free = all.filter(({ price }) => price.cents === 0);
  const selection = readSelection(paid.length > 0 ? paid : all, query);
  const selected = offersIn(paid, selection.market).filter((offer) => isSelected(offer, selection));
  return (
    <section className={classes.section} aria-labelledby="challenges">
      <StoreChoices offers={paid} selection={selection} />
      {programs === null && (
        <p className={classes.unavailable} role="status">
          We can't load all challenges right now. Try again in a minute. Your accounts aren't
          affected.
        </p>
      )}
      {selected.length > 0 ? (
        <>
          <h2 id="challenges" className={classes.title}>
            {titleOf(selection)}
          </h2>
          <OfferTable
            offers={selected}
            market={selection.market}
            walletCurrencies={walletCurrencies}
          />
        </>
      ) : (
        programs !== null && <NothingForSale />
      )}
      <FreeStrip
        offers={offersIn(free, selection.market)}
        market={selection.market}
        walletCurrencies={walletCurrencies}
        signedIn={signedIn}
      />
    </section>
  );
}

/** `Two-step challenges, Forex`. */
function titleOf({ model, market }: Selection): string {
  const title = model === null ? "All challenges" : `${modelName(model)} challenges`;
  return market === null ? title : `${title}, ${marketName(market)}`;
}

const NothingForSale = () => (
  <EmptyState icon={<IconTags size={24} aria-hidden />} title="No challenges available right now">
    <p>New challenges will appear here. Your existing accounts aren't affected.</p>
  </EmptyState>
);
