import type { paymentDisputes, paymentRefunds, payments } from "@/db/schema";
import type { Standing } from "@/lib/prop-accounts";
import { hasRefundFailed, isAgainstUs, isLost } from "@/lib/stripe-status";
import { type PaymentStatus, toPaymentStatus } from "./schemas";

export { hasRefundFailed, isAgainstUs, isLost };

type Payment = Pick<typeof payments.$inferSelect, "intentStatus" | "amountCents">;
type Refund = Pick<typeof paymentRefunds.$inferSelect, "amountCents" | "status">;
type StoredDispute = typeof paymentDisputes.$inferSelect;
type Dispute = Pick<StoredDispute, "amountCents" | "status">;

/** A PaymentIntent that still waits for the customer. */
export const openIntentStatuses = [
  "requires_payment_method",
  "requires_confirmation",
  "requires_action",
] as const;

export const isOpen = (status: string) => openIntentStatuses.some((open) => open === status);
/** A PaymentIntent that Stripe changes no more. */
export const finalIntentStatuses = ["succeeded", "canceled"] as const;
export const isFinal = (status: string) => finalIntentStatuses.some((final) => final === status);

/** Later statuses of a refund beat earlier ones, in whatever order they are told. */
export const refundRank = ["pending", "requires_action", "succeeded", "canceled", "failed"];

/** The same for a dispute; an inquiry (`warning_*`) may become a dispute, not the reverse. */
export const disputeRank = [
  "warning_needs_response",
  "warning_under_review",
  "warning_closed",
  "needs_response",
  "under_review",
  "prevented",
  "won",
  "lost",
  "appeal_needs_response",
  "appeal_under_review",
];

/** It holds the money. So does one of a status that only a later Stripe knows. */
const isOpenDispute = ({ status }: Pick<Dispute, "status">) =>
  isAgainstUs(status) && !isLost({ status });

/** Statuses after which Stripe tells of a dispute no more, unless it is reopened. */
export const endedDisputes = ["won", "lost", "prevented", "warning_closed"];

/** A refund that Stripe may still settle or cancel. */
export const openRefunds = ["pending", "requires_action"];

/** Whether Stripe may still change a payment: it isn't paid or canceled, or a refund or dispute is open. */
export const isUnfinished = (
  { intentStatus }: Pick<Payment, "intentStatus">,
  refunds: Pick<Refund, "status">[],
  disputes: Pick<Dispute, "status">[],
): boolean =>
  !isFinal(intentStatus) ||
  refunds.some(({ status }) => openRefunds.includes(status)) ||
  disputes.some(({ status }) => !endedDisputes.includes(status));

const answer = "needs an answer at Stripe before its deadline";
const flags: Record<string, string> = {
  needs_response: answer,
  appeal_needs_response: answer,
  warning_needs_response: "the cardholder's bank asks about this payment: answer it at Stripe",
  prevented: "was settled before it became one: look at Stripe whether money went back",
};

/** Why an operator should look at a payment's disputes, if one should. */
export function disputeFlag(disputes: Pick<StoredDispute, "id" | "status">[]): string | null {
  for (const { id, status } of disputes) {
    const known = disputeRank.includes(status);
    const why = flags[status] ?? (known ? null : `has the status ${status}, which is new to us`);
    if (why) return `Dispute ${id} ${why}`;
  }
  return null;
}

/**
 * What a payment is, from the facts that are stored of it: its status for people and what it
 * means for its account. Which event told of a fact, and when, doesn't matter.
 */
export function deriveStatus(payment: Payment, refunds: Refund[], disputes: Dispute[]) {
  const refunded = refundedCents(refunds);
  const open = disputes.some(isOpenDispute);
  const lost = disputes.some(isLost);
  const inFull = refunded >= payment.amountCents;
  const closed = lost ? "dispute_lost" : inFull ? "refunded" : null;
  const standing: Standing = { disputeHold: open, closed };
  return { status: moneyStatus(payment, { refunded, inFull, disputed: open || lost }), standing };
}

/** What was given back, in minor units: a failed or canceled refund gave nothing. */
export const refundedCents = (refunds: Refund[]): bigint =>
  refunds
    .filter((refund) => !hasRefundFailed(refund))
    .reduce((sum, { amountCents }) => sum + amountCents, 0n);

/**
 * What of a payment the customer doesn't have back, in minor units: neither by a refund nor by a lost
 * dispute. No more than that can still be owed.
 */
export function notReturnedCents(
  payment: Pick<Payment, "amountCents">,
  refunds: Refund[],
  disputes: Dispute[],
): bigint {
  const lost = disputes.filter(isLost).reduce((sum, dispute) => sum + dispute.amountCents, 0n);
  const left = payment.amountCents - refundedCents(refunds) - lost;
  return left > 0n ? left : 0n;
}

function moneyStatus(
  { intentStatus }: Payment,
  { refunded, inFull, disputed }: { refunded: bigint; inFull: boolean; disputed: boolean },
): PaymentStatus {
  if (intentStatus !== "succeeded") return toPaymentStatus(intentStatus);
  if (disputed) return "disputed";
  if (inFull) return "refunded";
  return refunded > 0n ? "partially_refunded" : "succeeded";
}

/**
 * How much of a paid deposit belongs into its wallet, in minor units: what was paid, less what was
 * refunded and what a dispute holds or took. An inquiry takes nothing.
 */
export function depositWorth(
  { amountCents }: Pick<Payment, "amountCents">,
  refunds: Refund[],
  disputes: Dispute[],
): bigint {
  const gone = [
    ...refunds.filter((refund) => !hasRefundFailed(refund)),
    ...disputes.filter(({ status }) => isAgainstUs(status)),
  ].reduce((sum, taken) => sum + taken.amountCents, 0n);
  return gone < amountCents ? amountCents - gone : 0n;
}
