import { formatUnits } from "@/lib/core/money";
import type { PayerAccountView } from "@/lib/purchases/schemas";
import { WalletName } from "./wallet-name";
import classes from "./wallets.module.css";

interface Props {
  wallet: PayerAccountView;
  price: number;
  checked: boolean;
  onChoose: (login: number) => void;
}

/** One wallet that can pay: its balance before and after the purchase. */
export function WalletOption({ wallet, price, checked, onChoose }: Props) {
  const { login, balance, currency } = wallet;
  const noteId = `wallet-${login}`;
  return (
    <div className={classes.option} data-login={login}>
      <label className={classes.label}>
        <input
          type="radio"
          name="wallet"
          value={login}
          checked={checked}
          onChange={() => onChoose(login)}
          aria-describedby={noteId}
        />
        <WalletName wallet={wallet} />
        <span className={classes.balance}>{formatUnits(balance, currency)}</span>
      </label>
      <p id={noteId} className={classes.note}>
        {price === 0
          ? "The trial will be linked to this wallet. Nothing is charged."
          : `${formatUnits(balance - price, currency)} left after this purchase`}
      </p>
    </div>
  );
}
