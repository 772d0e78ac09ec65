import { describeDisputeReason, needsResponse } from "@/lib/core/dispute-messages";
import type { DisputeView } from "@/lib/payments/schemas";
import { ButtonLink } from "../../ui/button-link";
import { FactList } from "../../ui/fact-list";
import { Money } from "../../ui/money";
import panel from "../../ui/panel.module.css";
import { ShortId } from "../../ui/short-id";
import { StatusBadge } from "../../ui/status-badge";
import { Deadline } from "./deadline";
import classes from "./dispute.module.css";
import { DownloadEvidence } from "./download-evidence";

/** A dispute of a payment: the bank's claim, until when the firm may respond, and where it does. */
export function DisputePanel({ dispute }: { dispute: DisputeView }) {
  const { id, payment_id, status, reason, amount_cents, currency, due_by, stripe_url } = dispute;
  const { label, claim } = describeDisputeReason(reason);
  const title = status.startsWith("warning_") ? "Bank inquiry" : "Dispute";
  return (
    <section className={`${panel.panel} ${classes.panel}`} aria-label={title}>
      <h2 className={panel.title}>{title}</h2>
      {claim && <p className={classes.text}>{claim}</p>}
      {needsResponse(status) && (
        <p className={classes.text}>
          <Deadline at={due_by} />
        </p>
      )}
      <FactList
        facts={{
          Status: <StatusBadge status={status} />,
          Reason: label,
          Amount: <Money cents={amount_cents} currency={currency} />,
          "Dispute ID": <ShortId id={id} label="dispute ID" />,
        }}
      />
      <div className={panel.buttons}>
        {stripe_url && (
          <ButtonLink href={stripe_url} variant="default" size="sm">
            Open in Stripe
          </ButtonLink>
        )}
        <DownloadEvidence id={id} payment_id={payment_id} />
      </div>
      <p className={classes.hint}>
        A PDF for the bank: the receipt, the consent with its time and IP address, the delivery and
        the emails. It contains personal data, so each download is recorded in the audit log.
      </p>
    </section>
  );
}
