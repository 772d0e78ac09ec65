import { challengesPath } from "@/components/challenge/addresses";
import { walletPath } from "@/components/checkout/addresses";
import { TextLink } from "@/components/ui/text-link";
import { mainWallet } from "@/components/wallet/can-top-up";
import type { ChallengesView } from "@/lib/challenges/schemas";
import { formatUnits } from "@/lib/money";
import type { TradingAccountView } from "@/lib/trading/schemas";
import classes from "./summary.module.css";

interface Props {
  /** Null while the trading server is out of reach. */
  wallets: TradingAccountView[] | null;
  /** The newest page of what was bought from wallets. */
  challenges: ChallengesView;
}

/** What else a trader has, with the way to it: the wallet's balance, the challenges that run. */
export function Summary({ wallets, challenges }: Props) {
  const wallet = mainWallet(wallets ?? []);
  const running = challenges.challenges.filter(({ status_name }) => status_name === "active");
  const more = challenges.next_cursor === null ? "" : "+";
  return (
    <dl className={classes.summary}>
      {wallet && (
        <div>
          <dt>Wallet {wallet.login}</dt>
          <dd>
            <span>{formatUnits(wallet.balance, wallet.currency)}</span>
            <TextLink href={walletPath}>Open the wallet</TextLink>
          </dd>
        </div>
      )}
      {wallets === null && (
        <div>
          <dt>Wallet</dt>
          <dd>
            The balance can't be shown right now. Nothing has happened to it: look again in a
            minute.
          </dd>
        </div>
      )}
      <div>
        <dt>Challenges running</dt>
        <dd>
          <span>
            {running.length}
            {more}
          </span>
          <TextLink href={challengesPath}>See your challenges</TextLink>
        </dd>
      </div>
    </dl>
  );
}
