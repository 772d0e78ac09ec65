import type Stripe from "stripe";
import { rejected } from "../api/errors";
import type { Work } from "../work";
import { isInquiry, newDeadline } from "./open";

const CLOSED = ["won", "lost", "warning_closed", "prevented"];

/** Throws 400 if a dispute is already closed. */
export function assertOpen(dispute: Stripe.Dispute): void {
  if (CLOSED.includes(dispute.status)) {
    throw rejected(`This dispute is already closed: its status is ${dispute.status}.`);
  }
}

/** The bank decides for the firm. An inquiry is closed as `warning_closed`. */
export function winDispute(work: Work, dispute: Stripe.Dispute): Stripe.Dispute {
  return close(work, dispute, isInquiry(dispute) ? "warning_closed" : "won", true);
}

/** The bank decides for the customer. An inquiry becomes a chargeback first. */
export function loseDispute(work: Work, dispute: Stripe.Dispute): Stripe.Dispute {
  const chargeback = isInquiry(dispute) ? escalate(work, dispute) : dispute;
  return close(work, chargeback, "lost", false);
}

/** An inquiry that wasn't settled becomes a chargeback, with its own deadline: the money is withdrawn until it is decided. */
export function escalate(work: Work, inquiry: Stripe.Dispute): Stripe.Dispute {
  assertOpen(inquiry);
  const chargeback = work.store.put("disputes", {
    ...inquiry,
    evidence_details: { ...inquiry.evidence_details, due_by: newDeadline(work) },
    is_charge_refundable: false,
    status: "needs_response",
  });
  work.emit("charge.dispute.updated", chargeback, {
    evidence_details: inquiry.evidence_details,
    is_charge_refundable: inquiry.is_charge_refundable,
    status: inquiry.status,
  });
  return chargeback;
}

/** The bank reopens a dispute that the firm had won: until it decides again it holds the money. */
export function reopenDispute(work: Work, dispute: Stripe.Dispute): Stripe.Dispute {
  if (dispute.status !== "won") {
    throw rejected(
      `Only a won dispute can be reopened. This dispute's status is ${dispute.status}.`,
    );
  }
  const reopened = work.store.put("disputes", {
    ...dispute,
    is_charge_refundable: false,
    status: "under_review",
  });
  work.emit("charge.dispute.updated", reopened, {
    is_charge_refundable: dispute.is_charge_refundable,
    status: dispute.status,
  });
  return reopened;
}

function close(
  work: Work,
  dispute: Stripe.Dispute,
  status: Stripe.Dispute.Status,
  isRefundable: boolean,
): Stripe.Dispute {
  assertOpen(dispute);
  const closed = work.store.put("disputes", {
    ...dispute,
    is_charge_refundable: isRefundable,
    status,
  });
  work.emit("charge.dispute.closed", closed, { status: dispute.status });
  return closed;
}
