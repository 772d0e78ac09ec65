import type { PayerAccountView, PreviewView } from "@/lib/challenges/schemas";
import { formatUnits } from "@/lib/money";
import classes from "./price-preview.module.css";
import { refusalWords } from "./words";

interface Props {
  wallet: PayerAccountView;
  price: number;
  currency: string;
  /** The price that the page was opened with. */
  priceBefore: number;
  preview: PreviewView | undefined;
}

/** What the purchase does to the wallet, as the server has just worked it out. */
export function PricePreview({ wallet, price, currency, priceBefore, preview }: Props) {
  if (preview && !preview.can_buy) {
    return (
      <p className={classes.refused} role="status">
        {refusalWords(preview.reason, preview.message)} Nothing was charged.
      </p>
    );
  }
  const balance = preview?.payer_balance ?? wallet.balance;
  const taken = preview?.amount_account_currency ?? price;
  const lines = {
    [`Wallet ${wallet.login} now`]: formatUnits(balance, wallet.currency),
    Fee: formatUnits(-taken, wallet.currency),
  };
  const notes = [...(preview?.warnings ?? [])];
  if (price !== priceBefore) {
    notes.unshift(`The fee has changed: it is ${formatUnits(price, currency)} now.`);
  }
  return (
    <div className={classes.preview} aria-busy={!preview} data-checked={preview ? true : undefined}>
      <dl>
        {Object.entries(lines).map(([name, amount]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{amount}</dd>
          </div>
        ))}
        <div className={classes.after}>
          <dt>After this purchase</dt>
          <dd>{formatUnits(balance - taken, wallet.currency)}</dd>
        </div>
      </dl>
      {notes.map((note) => (
        <p key={note} className={classes.note} role="status">
          {note}
        </p>
      ))}
    </div>
  );
}
