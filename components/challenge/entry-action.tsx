import { ButtonLink } from "@/components/ui/button-link";
import { challengePath } from "./addresses";
import classes from "./challenge.module.css";
import type { Entry } from "./entries";
import { PurchaseActions } from "./purchase-actions";

interface Props {
  entry: Entry;
  /** Of the program. */
  name: string;
  changed: () => unknown;
}

/** The one thing to do with a purchase: open its challenge, try again, cancel, buy again. */
export function EntryAction({ entry: { purchase, challenge }, name, changed }: Props) {
  if (challenge) {
    return (
      <div className={classes.action}>
        <ButtonLink
          href={challengePath(challenge.id)}
          variant="default"
          fullWidth
          aria-label={`Open ${name}, login ${challenge.account_login}`}
        >
          Open the challenge
        </ButtonLink>
      </div>
    );
  }
  if (purchase.next_action === "BUY_AGAIN") {
    return (
      <div className={classes.action}>
        <ButtonLink
          href={`/challenges/${purchase.program_id}/buy`}
          variant="default"
          fullWidth
          prefetch={false}
        >
          Buy it again
        </ButtonLink>
      </div>
    );
  }
  return <PurchaseActions purchase={purchase} changed={changed} />;
}
