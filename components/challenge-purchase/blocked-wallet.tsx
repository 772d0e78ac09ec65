import { TextLink } from "@/components/ui/text-link";
import { formatUnits } from "@/lib/core/money";
import type { PayerAccountView } from "@/lib/purchases/schemas";
import { blockMessage } from "./messages";
import { topUpPathFor } from "./top-up-path-for";
import { WalletName } from "./wallet-name";
import classes from "./wallets.module.css";

interface Props {
  /** The checkout to return to after a top-up. */
  back: string;
  wallet: PayerAccountView;
  price: number;
  currency: string;
  offerTopUp: boolean;
}

/** One wallet that can't pay, and why. */
export function BlockedWallet({ back, wallet, price, currency, offerTopUp }: Props) {
  return (
    <li className={classes.blocked} data-login={wallet.login}>
      <p className={classes.line}>
        <WalletName wallet={wallet} />
        <span className={classes.balance}>{formatUnits(wallet.balance, wallet.currency)}</span>
      </p>
      <p className={classes.reason}>
        {blockMessage(wallet, { price, currency })}{" "}
        {offerTopUp && (
          <TextLink
            href={topUpPathFor(back, price, wallet)}
            aria-label={`Top up by card: wallet ${wallet.login}`}
          >
            Top up by card
          </TextLink>
        )}
      </p>
    </li>
  );
}
