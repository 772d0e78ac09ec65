import { IconCircleCheckFilled } from "@tabler/icons-react";
import type { CustomerIssue, CustomerSummary } from "@/lib/console/schemas";
import { describeDisputeReason } from "@/lib/core/dispute-messages";
import { exactTime } from "@/lib/core/format";
import { Breakable } from "../../../ui/breakable";
import { Money } from "../../../ui/money";
import { StatusBadge } from "../../../ui/status-badge";
import { TextLink } from "../../../ui/text-link";
import { TimeAgo } from "../../../ui/time-ago";
import { detailPath } from "../../console/paths";
import classes from "./customer.module.css";
import { issueLabels } from "./labels";

/** The answers to a phone call: who it is, what they paid, and what is open. */
export function Summary({ summary }: { summary: CustomerSummary }) {
  const { name, email, is_verified, since, spent, issues } = summary;
  return (
    <section className={classes.summary} aria-label="Summary">
      <dl className={classes.facts}>
        <div>
          <dt>Name</dt>
          <dd>{name ?? <span className={classes.dim}>Not given</span>}</dd>
        </div>
        <div>
          <dt>Email</dt>
          <dd>
            <Breakable text={email} />{" "}
            <StatusBadge
              status={is_verified ? "active" : "pending"}
              label={is_verified ? "Verified" : "Not verified"}
            />
          </dd>
        </div>
        <div>
          <dt>Customer since</dt>
          <dd>
            {exactTime(since, "UTC").replace(/, \d\d:.*$/, "")}
            <span className={classes.under}>
              <TimeAgo at={since} />
            </span>
          </dd>
        </div>
        <div>
          <dt>Total spent</dt>
          <dd>
            {spent.length === 0 && <span className={classes.dim}>Nothing yet</span>}
            {spent.map(({ currency, cents, held_cents }) => (
              <span key={currency} className={classes.amount}>
                <Money cents={cents} currency={currency} />
                {held_cents > 0 && (
                  <span className={classes.under}>
                    <Money cents={held_cents} currency={currency} /> of it held in disputes
                  </span>
                )}
              </span>
            ))}
            {spent.length > 0 && <span className={classes.under}>By card, less refunds</span>}
          </dd>
        </div>
      </dl>
      <div className={classes.issues}>
        <h2>Open issues</h2>
        {issues.length === 0 ? (
          <p className={classes.none}>
            <IconCircleCheckFilled size={16} aria-hidden /> None.
          </p>
        ) : (
          <ul>
            {issues.map((issue) => (
              <Issue key={`${issue.kind} ${issue.id}`} issue={issue} />
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

const describeNote = (kind: CustomerIssue["kind"], note: string) =>
  kind === "disputed" || kind === "inquiry"
    ? describeDisputeReason(note).label
    : note.replaceAll("_", " ");

function Issue({ issue: { kind, list, id, note, amount } }: { issue: CustomerIssue }) {
  const { status, label, link } = issueLabels[kind];
  return (
    <li>
      <StatusBadge status={status} label={label} />
      <span className={classes.note}>
        {amount && <Money cents={amount.cents} currency={amount.currency} />}
        {amount && note && " · "}
        {note && describeNote(kind, note)}
      </span>
      <TextLink href={detailPath(list, id)}>{link}</TextLink>
    </li>
  );
}
