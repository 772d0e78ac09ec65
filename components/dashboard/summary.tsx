import { challengesPath } from "@/components/challenge/paths";
import { walletPath } from "@/components/checkout/paths";
import { TextLink } from "@/components/ui/text-link";
import { mainWallet } from "@/components/wallet/can-top-up";
import type { ChallengesView } from "@/lib/challenges/schemas";
import { formatUnits } from "@/lib/core/money";
import type { TradingAccountView } from "@/lib/trading/schemas";
import classes from "./summary.module.css";

interface Props {
  /** Null while the trading server is unreachable. */
  wallets: TradingAccountView[] | null;
  /** The newest page of purchases from wallets. */
  challenges: ChallengesView;
}

/** The balance of the trader's wallet and the number of running challenges, each with a link. */
export function Summary({ wallets, challenges }: Props) {
  const wallet = mainWallet(wallets ?? []);
  const running = challenges.challenges.filter(({ status_name }) => status_name === "active");
  const more = challenges.next_cursor === null ? "" : "+";
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
        <dt>Active challenges</dt>
        <dd>
          <span>
            {running.length}
            {more}
          </span>
          <TextLink href={challengesPath}>View challenges</TextLink>
        </dd>
      </div>
    </dl>
  );
}
