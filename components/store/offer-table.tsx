import { OfferRow } from "./offer-row";
import { columnNames, offerRules, shareNotes } from "./offer-rules";
import classes from "./offer-table.module.css";
import type { Offer } from "./offers";
import { walletNote } from "./wallet-note";

interface Props {
  offers: Offer[];
  /** Null where nothing is sold in a market. */
  market: string | null;
  /** The currencies (lower case) that wallets can be opened in; null where they aren't known. */
  walletCurrencies: string[] | null;
}

/** The offers one below the other: a table, or cards where it has no room. What all have in common is said once, above. */
export function OfferTable({ offers, market, walletCurrencies }: Props) {
  const all = offers.map((offer) => {
    const { notes, ...rules } = offerRules(offer);
    const only = offer.tier || !offer.program ? null : walletNote(offer.program, walletCurrencies);
    return { offer, rules, notes: only ? [...notes, only] : notes };
  });
  const { shared, rows } = shareNotes(all);
  return (
    <div className={classes.container}>
      <Notes notes={shared} />
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Account</th>
            <th scope="col">Profit target</th>
            {columnNames.map((name) => (
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
          {rows.map(({ offer, rules, notes }) => (
            <OfferRow
              key={offer.id}
              offer={offer}
              market={market}
              rules={rules}
              notes={<Notes notes={notes} />}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Notes({ notes }: { notes: string[] }) {
  if (notes.length === 0) return null;
  return (
    <ul className={classes.notes}>
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}
