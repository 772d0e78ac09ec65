import type { paymentDisputes, paymentRefunds, payments } from "@/db/schema";
import { disputeTask } from "@/lib/core/dispute-messages";
import { hasRefundFailed, isAgainstUs, isLost } from "@/lib/core/stripe-status";
import type { PaymentRestrictions } from "@/lib/prop-accounts";
import { type PaymentStatus, toPaymentStatus } from "../schemas";

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

/** The order of a refund's statuses: within one second, the later one counts. */
export const refundRank = ["pending", "requires_action", "succeeded", "canceled", "failed"];

/** The order of a dispute's statuses. An inquiry (`warning_*`) may become a dispute, not the reverse. */
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

/** Whether a dispute holds the money. One with a status that is unknown here does. */
const isOpenDispute = ({ status }: Pick<Dispute, "status">) =>
  isAgainstUs(status) && !isLost({ status });

/** Statuses of a dispute that change only if it is reopened. */
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

/** Why an operator should look at a payment's disputes, if one should. */
export const disputeFlag = (disputes: Pick<StoredDispute, "id" | "status">[]): string | null =>
  disputes.map(disputeTask).find((task) => task !== null) ?? null;

/**
 * Derives a payment's status, and the restrictions of its account, from stored facts. Which event brought a
 * fact, and when, doesn't matter.
 */
export function deriveStatus(payment: Payment, refunds: Refund[], disputes: Dispute[]) {
  const refunded = refundedCents(refunds);
  const open = disputes.some(isOpenDispute);
  const lost = disputes.some(isLost);
  const inFull = refunded >= payment.amountCents;
  const closed = lost ? "dispute_lost" : inFull ? "refunded" : null;
  const restrictions: PaymentRestrictions = { disputeHold: open, closed };
  return {
    status: moneyStatus(payment, { refunded, inFull, disputed: open || lost }),
    restrictions,
  };
}

/** The refunded amount in minor units. A failed or canceled refund doesn't count. */
export const refundedCents = (refunds: Refund[]): bigint =>
  refunds
    .filter((refund) => !hasRefundFailed(refund))
    .reduce((sum, { amountCents }) => sum + amountCents, 0n);

/**
 * The part of a payment that neither a refund nor a lost dispute has returned, in minor units: the most that
 * can still be owed to the customer.
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
 * The part of a paid deposit that belongs into its wallet, in minor units: the amount paid, less refunds and
 * disputes that are open or lost. An inquiry withdraws nothing.
 */
export function depositWorth(
  { amountCents }: Pick<Payment, "amountCents">,
  refunds: Refund[],
  disputes: Dispute[],
): bigint {
  const gone = [
    ...refunds.filter((refund) => !hasRefundFailed(refund)),
    ...disputes.filter(({ status }) => isAgainstUs(status)),
  ].reduce((sum, dispute) => sum + dispute.amountCents, 0n);
  return gone < amountCents ? amountCents - gone : 0n;
}

export type ReversalCause = "REFUNDED" | "DISPUTED" | "RETURNED";

/**
 * Why money leaves a wallet, of whose deposit `goneCents`, in minor units, left it before. `RETURNED` where a refund and a
 * dispute came together.
 */
export function causeOf(goneCents: bigint, refunds: Refund[], disputes: Dispute[]): ReversalCause {
  const refunded = refundedCents(refunds);
  const disputed = disputes
    .filter(({ status }) => isAgainstUs(status))
    .reduce((sum, { amountCents }) => sum + amountCents, 0n);
  if (disputed === 0n) return "REFUNDED";
  if (goneCents === refunded) return "DISPUTED";
  return goneCents === disputed ? "REFUNDED" : "RETURNED";
}
