import type { ReactNode } from "react";
import classes from "@/components/dashboard/account-card.module.css";
import { ShortId } from "@/components/ui/short-id";
import { TimeAgo } from "@/components/ui/time-ago";
import type { ProgramView } from "@/lib/catalog/schemas";
import { fromUnixSeconds } from "@/lib/format";
import { formatUnits } from "@/lib/money";
import type { Entry } from "./entries";
import { phaseLabel } from "./phase-label";

interface Props {
  entry: Entry;
  program: ProgramView | undefined;
}

/** A purchase's login, phase, fee and time; what it doesn't have is left out. */
export function ChallengeFacts({ entry: { purchase, challenge }, program }: Props) {
  const facts: Record<string, ReactNode> = {
    Login: challenge && <ShortId id={String(challenge.account_login)} label="login" />,
    Phase: challenge && phaseLabel(challenge.current_phase_index, program?.steps ?? []),
    Fee: purchase.amount > 0 ? formatUnits(purchase.amount, purchase.currency) : "Free",
    [challenge ? "Bought" : "Ordered"]: <TimeAgo at={fromUnixSeconds(purchase.created_time)} />,
  };
  return (
    <dl className={classes.facts}>
      {Object.entries(facts).map(
        ([name, value]) =>
          value !== null && (
            <div key={name} className={classes.fact}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
