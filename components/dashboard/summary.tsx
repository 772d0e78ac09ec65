import { accountsPath } from "@/components/account/paths";
import { walletPath } from "@/components/checkout/paths";
import { TextLink } from "@/components/ui/text-link";
import { mainWallet } from "@/components/wallet/can-top-up";
import { formatUnits } from "@/lib/core/money";
import type { TradingAccountView } from "@/lib/trading/schemas";
import classes from "./summary.module.css";

interface Props {
  /** Null while the trading server is unreachable. */
  wallets: TradingAccountView[] | null;
  /** The login of the wallet that was last used; null for none. */
  lastUsed: number | null;
  /** How many accounts are active. */
  active: number;
}

/** The balance of the trader's wallet and the number of active accounts, each with a link. */
export function Summary({ wallets, lastUsed, active }: Props) {
  const wallet = mainWallet(wallets ?? [], lastUsed);
  return (
    <dl className={classes.summary}>
      {wallet && (
        <div>
          <dt>Wallet balance</dt>
          <dd>
            <span>{formatUnits(wallet.balance, wallet.currency)}</span>
            <TextLink href={walletPath}>View wallet</TextLink>
          </dd>
        </div>
      )}
      {wallets === null && (
        <div>
          <dt>Wallet balance</dt>
          <dd>We can't load your balance right now. Your money is safe; try again in a minute.</dd>
        </div>
      )}
      <div>
        <dt>Active accounts</dt>
        <dd>
          <span>{active}</span>
          <TextLink href={accountsPath}>View accounts</TextLink>
        </dd>
      </div>
    </dl>
  );
}
