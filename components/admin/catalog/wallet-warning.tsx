import { IconAlertTriangle } from "@tabler/icons-react";
import classes from "./catalog.module.css";

interface Props {
  /** Of a program's price, lower case. */
  currency: string;
  /** The currencies that wallets can be opened in; null where the trading server doesn't list its groups. */
  walletCurrencies: string[] | null;
}

/** Warns that no wallet can be opened in a program's currency, and says what is missing. */
export function WalletWarning({ currency, walletCurrencies }: Props) {
  if (walletCurrencies === null || walletCurrencies.includes(currency)) return null;
  const code = currency.toUpperCase();
  return (
    <span className={classes.warning}>
      <IconAlertTriangle size={14} aria-hidden />
      <span>
        No wallet in {code} can be opened. Add a REAL account group in {code} with an initial
        balance of 0 that no phase uses.
      </span>
    </span>
  );
}
