import { formatUnits } from "@/lib/core/money";
import type { PayerAccountView, PreviewView } from "@/lib/purchases/schemas";
import { rejectionMessage } from "./messages";
import classes from "./price-preview.module.css";

interface Props {
  wallet: PayerAccountView;
  price: number;
  currency: string;
  /** The price that the page was opened with. */
  priceBefore: number;
  preview: PreviewView | undefined;
}

/** The wallet's balance before and after the purchase, as the server has just calculated it. */
export function PricePreview({ wallet, price, currency, priceBefore, preview }: Props) {
  if (preview && !preview.can_buy) {
    return (
      <p className={classes.rejected} role="status">
        {rejectionMessage(preview.reason, preview.message)} You haven't been charged.
      </p>
    );
  }
  const balance = preview?.payer_balance ?? wallet.balance;
  const fee = preview?.amount_account_currency ?? price;
  const lines = {
    "Current balance": formatUnits(balance, wallet.currency),
    Fee: formatUnits(-fee, wallet.currency),
  };
  const notes = [...(preview?.warnings ?? [])];
  if (price !== priceBefore) {
    notes.unshift(`The fee has changed to ${formatUnits(price, currency)}.`);
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
          <dt>Balance after purchase</dt>
          <dd>{formatUnits(balance - fee, wallet.currency)}</dd>
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
