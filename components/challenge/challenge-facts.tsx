import { FactList } from "@/components/ui/fact-list";
import { ShortId } from "@/components/ui/short-id";
import { TimeAgo } from "@/components/ui/time-ago";
import { fromUnixSeconds } from "@/lib/format";
import { formatUnits } from "@/lib/money";
import type { TradingAccountView } from "@/lib/trading/schemas";
import type { Entry } from "./entries";

interface Props {
  entry: Entry;
  account: TradingAccountView | undefined;
}

/** A purchase's balance, login, phase, fee and time; what it doesn't have is left out. */
export function ChallengeFacts({ entry: { purchase, challenge }, account }: Props) {
  const facts = {
    Balance: challenge && account && formatUnits(account.balance, account.currency),
    Login: challenge && <ShortId id={String(challenge.account_login)} label="login" />,
    Phase: challenge?.current_phase_index,
    Fee: purchase.amount > 0 ? formatUnits(purchase.amount, purchase.currency) : "Free",
    [challenge ? "Bought" : "Ordered"]: <TimeAgo at={fromUnixSeconds(purchase.created_time)} />,
  };
  return <FactList facts={facts} />;
}
