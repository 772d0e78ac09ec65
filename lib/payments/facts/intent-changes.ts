import type Stripe from "stripe";
import type { payments } from "@/db/schema";
import { plainMoney } from "@/lib/core/money";
import { cardColumns, paidCardOf } from "./card";
import { isFinal } from "./derive-status";

export type Payment = typeof payments.$inferSelect;

type Changes =
  | { reviewReason: string }
  | Partial<
      Pick<
        Payment,
        | "stripePaymentIntentId"
        | "intentStatus"
        | "intentStatusAt"
        | "failureReason"
        | "cardBrand"
        | "cardLast4"
        | "paidAt"
      >
    >;

/**
 * The changes that a PaymentIntent makes to its payment's row. Succeeded is final; canceled is
 * replaced only by succeeded; of other statuses the newest is stored. A PaymentIntent that doesn't fit the row changes
 * nothing but the flag for manual review.
 */
export function intentChanges(payment: Payment, intent: Stripe.PaymentIntent, at: Date): Changes {
  const problem = findMismatch(payment, intent);
  if (problem) return { reviewReason: problem };
  const card = paidCardOf(intent);
  const found = { stripePaymentIntentId: intent.id, ...(card && cardColumns(card)) };
  if (isStoredStatusFinal(payment, intent) || isOlder(payment, intent.status, at)) return found;
  const paid = intent.status === "succeeded";
  return {
    ...found,
    intentStatus: intent.status,
    intentStatusAt: at,
    failureReason: paid ? null : describeFailure(intent),
    // Stripe's times are whole seconds: no payment is paid before it was created.
    paidAt: paid ? new Date(Math.max(paidTime(intent, at), payment.createdAt.getTime())) : null,
  };
}

/** The time of payment: the charge's if it was fetched, else that of the event. */
function paidTime({ latest_charge: charge }: Stripe.PaymentIntent, at: Date): number {
  return charge !== null && typeof charge === "object"
    ? Math.min(at.getTime(), charge.created * 1000)
    : at.getTime();
}

/** Whether the stored status is final. Money that Stripe received replaces a stored cancellation. */
const isStoredStatusFinal = ({ intentStatus }: Payment, intent: Stripe.PaymentIntent) =>
  intentStatus === "succeeded" || (intentStatus === "canceled" && intent.status !== "succeeded");

function findMismatch(payment: Payment, intent: Stripe.PaymentIntent): string | null {
  const stored = payment.stripePaymentIntentId;
  if (stored !== null && stored !== intent.id)
    return `A different PaymentIntent, ${intent.id}, refers to this payment`;
  if (BigInt(intent.amount) !== payment.amountCents || intent.currency !== payment.currency) {
    return `The PaymentIntent is for ${plainMoney(BigInt(intent.amount), intent.currency)}, but this payment is for ${plainMoney(payment.amountCents, payment.currency)}`;
  }
  if (intent.status === "succeeded" && BigInt(intent.amount_received) < payment.amountCents) {
    const received = plainMoney(BigInt(intent.amount_received), intent.currency);
    return `Only ${received} of ${plainMoney(payment.amountCents, payment.currency)} was received`;
  }
  if (intent.livemode !== payment.livemode)
    return "The PaymentIntent is from Stripe's other mode (live or test)";
  return null;
}

// Stripe's times are whole seconds: within one, the status that comes later in this order counts.
const statusOrder = [
  "requires_payment_method",
  "requires_confirmation",
  "requires_action",
  "processing",
  "requires_capture",
];

function isOlder(payment: Payment, status: string, at: Date): boolean {
  if (isFinal(status) || !payment.intentStatusAt) return false;
  const stored = payment.intentStatusAt.getTime();
  if (at.getTime() !== stored) return at.getTime() < stored;
  // A failed try returns to requires_payment_method: the failure is newer.
  if (status === "requires_payment_method") return false;
  return (
    payment.failureReason !== null ||
    statusOrder.indexOf(status) < statusOrder.indexOf(payment.intentStatus)
  );
}

/** Stripe's code for why a PaymentIntent failed or was canceled; null if it did neither. */
export function describeFailure(intent: Stripe.PaymentIntent): string | null {
  if (intent.status === "canceled") return intent.cancellation_reason ?? "canceled";
  const error = intent.last_payment_error;
  if (!error) return null;
  return error.decline_code ?? error.code ?? error.type;
}
