import { amountNames } from "./offer-amounts";
import { OfferRow } from "./offer-row";
import classes from "./offer-table.module.css";
import type { Offer } from "./offers";
import { walletNote } from "./wallet-note";

interface Props {
  offers: readonly Offer[];
  /** Null where nothing is sold in a market. */
  market: string | null;
  /** The currencies (lower case) that wallets can be opened in; null where they aren't known. */
  walletCurrencies: string[] | null;
  /** What the table lists, for screen readers. */
  label: string;
}

/**
 * The sizes of a plan with their prices, one below the other: a table, or cards where it has no room. Of several sizes each
 * has its target and limits in money; those of a single one are beside it.
 */
export function OfferTable({ offers, market, walletCurrencies, label }: Props) {
  const hasAmounts = offers.length > 1;
  return (
    <div className={classes.container}>
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">Account</th>
            {(hasAmounts ? amountNames : []).map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            <th scope="col">Price</th>
            <th scope="col">
              <span className={classes.hidden}>Buy</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {offers.map((offer) => (
            <OfferRow
              key={offer.id}
              offer={offer}
              market={market}
              hasAmounts={hasAmounts}
              note={
                offer.tier || !offer.program ? null : walletNote(offer.program, walletCurrencies)
              }
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}
