import classes from "@/components/dashboard/account-card.module.css";
import { StatusBadge } from "@/components/ui/status-badge";
import type { ProgramView } from "@/lib/catalog/schemas";
import { ChallengeFacts } from "./challenge-facts";
import type { Entry } from "./entries";
import { EntryAction } from "./entry-action";
import { sizeOf } from "./program-size";
import { purchaseWords } from "./purchase-words";

interface Props {
  entry: Entry;
  /** Missing where it was bought after the page was made. */
  program: ProgramView | undefined;
  changed: () => unknown;
}

/** One purchase: the challenge that it became, or why it isn't one and what happens next. */
export function ChallengeCard({ entry, program, changed }: Props) {
  const { purchase, challenge } = entry;
  const name = program?.display_name ?? `Program ${purchase.program_id}`;
  const { status, label, note } = purchaseWords(purchase);
  return (
    <li
      className={classes.card}
      data-purchase={purchase.id}
      data-status={challenge?.status_name ?? purchase.status_name}
    >
      <div className={classes.head}>
        <h2 className={classes.size}>{program ? sizeOf(program) : name}</h2>
        <span className={classes.status}>
          {challenge ? (
            <StatusBadge status={challenge.status_name} />
          ) : (
            <StatusBadge status={status} label={label} />
          )}
        </span>
      </div>
      {program && <p className={classes.name}>{name}</p>}
      {!challenge && note && <p className={classes.note}>{note}</p>}
      <ChallengeFacts entry={entry} program={program} />
      <EntryAction entry={entry} name={name} changed={changed} />
    </li>
  );
}
