import classes from "@/components/dashboard/account-card.module.css";
import { StatusBadge } from "@/components/ui/status-badge";
import type { TradingAccountView } from "@/lib/trading/schemas";
import { ChallengeFacts } from "./challenge-facts";
import type { Entry } from "./entries";
import { EntryAction } from "./entry-action";
import { HoldNotice } from "./hold-notice";
import { badgeStatus } from "./hold-words";
import { LateNote } from "./late-note";
import { isLate, purchaseWords } from "./purchase-words";
import { useNow } from "./use-now";

interface Props {
  entry: Entry;
  /** Missing where it was opened after the page was made, or the trading server is out of reach. */
  account: TradingAccountView | undefined;
  supportEmail: string;
  changed: () => unknown;
}

/** One purchase: the challenge that it became, or why it isn't one and what happens next. */
export function ChallengeCard({ entry, account, supportEmail, changed }: Props) {
  const { purchase, challenge } = entry;
  const now = useNow();
  const late = now !== null && isLate(purchase, now);
  const { status, label, note } = purchaseWords(purchase, late);
  return (
    <li
      className={classes.card}
      data-purchase={purchase.id}
      data-status={challenge?.status_name ?? purchase.status_name}
    >
      <div className={classes.head}>
        <h2 className={classes.size}>{purchase.program_name}</h2>
        <span className={classes.status}>
          {challenge ? (
            <StatusBadge status={badgeStatus(challenge)} />
          ) : (
            <StatusBadge status={status} label={label} />
          )}
        </span>
      </div>
      {challenge && <HoldNotice challenge={challenge} purchase={purchase} />}
      {!challenge && note && <p className={classes.note}>{note}</p>}
      {late && <LateNote purchase={purchase} supportEmail={supportEmail} />}
      <div className={classes.facts}>
        <ChallengeFacts entry={entry} account={account} />
      </div>
      <EntryAction entry={entry} changed={changed} />
    </li>
  );
}
