import type { PayerAccountView } from "@/lib/purchases/schemas";
import classes from "./wallets.module.css";

/** `Wallet 100001`, or `Practice 100003`. */
export function WalletName({ wallet: { account_mode, login } }: { wallet: PayerAccountView }) {
  return (
    <span className={classes.name}>
      {account_mode === 1 ? "Wallet" : "Practice"} <code>{login}</code>
    </span>
  );
}
