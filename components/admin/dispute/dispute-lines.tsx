import { describeDisputeReason, needsResponse } from "@/lib/core/dispute-messages";
import type { DisputeView } from "@/lib/payments/schemas";
import { StatusBadge } from "../../ui/status-badge";
import { TextLink } from "../../ui/text-link";
import { Deadline } from "./deadline";
import classes from "./dispute.module.css";

/** The disputes of a row of a list, each in a few lines: its state, its reason, its deadline, and where it is answered. */
export const DisputeLines = ({ disputes }: { disputes: DisputeView[] }) => (
  <ul className={classes.list}>
    {disputes.map(({ id, status, reason, due_by, stripe_url }) => (
      <li key={id} className={classes.lines}>
        <span className={classes.head}>
          <StatusBadge status={status} />
          <span>{describeDisputeReason(reason).label}</span>
        </span>
        {needsResponse(status) && <Deadline at={due_by} />}
        {stripe_url && (
          <span>
            <TextLink href={stripe_url}>Open in Stripe</TextLink>
          </span>
        )}
      </li>
    ))}
  </ul>
);
