import { IconBan } from "@tabler/icons-react";
import Link from "next/link";
import { formatUnits } from "@/lib/core/money";
import type { TradingAccountView } from "@/lib/trading/schemas";
import { walletOf } from "./paths";
import classes from "./wallet-switch.module.css";

interface Props {
  wallets: TradingAccountView[];
  login: number;
}

/** Links to the trader's wallets; the one that is shown is marked. */
export function WalletSwitch({ wallets, login }: Props) {
  return (
    <nav aria-label="Wallets">
      <ul className={classes.wallets}>
        {wallets.map((wallet) => (
          <li key={wallet.login}>
            <Link
              href={walletOf(wallet.login)}
              className={classes.wallet}
              aria-current={wallet.login === login ? "true" : undefined}
              scroll={false}
            >
              <span className={classes.login}>
                {wallet.account_mode === 1 ? "Wallet" : "Practice"} {wallet.login},{" "}
                {wallet.currency}
              </span>
              <span className={classes.balance}>
                {formatUnits(wallet.balance, wallet.currency)}
              </span>
              {wallet.enable === 0 && (
                <span className={classes.disabled}>
                  <IconBan size={14} aria-hidden /> Disabled
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
