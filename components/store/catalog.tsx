import { IconTags } from "@tabler/icons-react";
import { modelName } from "@/lib/catalog/product-name";
import { marketName } from "@/lib/core/format";
import { EmptyState } from "../ui/empty-state";
import classes from "./catalog.module.css";
import { FreeStrip } from "./free-strip";
import { PlanList } from "./plan-list";
import type { Store } from "./read-store";
import type { Selection } from "./selection";
import { StoreChoices } from "./store-choices";

interface Props {
  store: Store;
  /** Whether the programs are left out: the trading server, which has their account sizes, is unreachable. */
  isIncomplete: boolean;
  /** The currencies (lower case) that wallets can be opened in; null where they aren't known. */
  walletCurrencies: string[] | null;
  signedIn: boolean;
}

/** What is sold, as one list: by model, account size and market. */
export function Catalog({ store, isIncomplete, walletCurrencies, signedIn }: Props) {
  const { paid, selected, free, selection } = store;
  return (
    <section className={classes.section} aria-labelledby="challenges">
      <StoreChoices offers={paid} selection={selection} />
      {isIncomplete && (
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
          <PlanList
            offers={selected}
            market={selection.market}
            walletCurrencies={walletCurrencies}
          />
        </>
      ) : (
        !isIncomplete && <NothingForSale />
      )}
      <FreeStrip
        offers={free}
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
