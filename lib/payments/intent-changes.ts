import type Stripe from "stripe";
import type { payments } from "@/db/schema";
import { isFinal } from "./derive-status";

export type Payment = typeof payments.$inferSelect;

type Changes =
  | { reviewReason: string }
  | Partial<
      Pick<
        Payment,
        "stripePaymentIntentId" | "intentStatus" | "intentStatusAt" | "failureReason" | "paidAt"
      >
    >;

/**
 * What a PaymentIntent changes on its payment's row. Succeeded is final, canceled but for it; among
 * the others the newer word counts. One that doesn't fit the row changes nothing and is for a person.
 */
export function intentChanges(payment: Payment, intent: Stripe.PaymentIntent, at: Date): Changes {
  const problem = mismatch(payment, intent);
  if (problem) return { reviewReason: problem };
  const stripePaymentIntentId = intent.id;
  if (isSettled(payment, intent) || isOlder(payment, intent.status, at)) {
    return { stripePaymentIntentId };
  }
  const paid = intent.status === "succeeded";
  return {
    stripePaymentIntentId,
    intentStatus: intent.status,
    intentStatusAt: at,
    failureReason: paid ? null : failureOf(intent),
    // Stripe's times are whole seconds: no payment is paid before it was made.
    paidAt: paid ? new Date(Math.max(paidTime(intent, at), payment.createdAt.getTime())) : null,
  };
}

/** When it was paid: where the charge was fetched too, its time; else that of the word itself. */
function paidTime({ latest_charge: charge }: Stripe.PaymentIntent, at: Date): number {
  return charge !== null && typeof charge === "object"
    ? Math.min(at.getTime(), charge.created * 1000)
    : at.getTime();
}

/** Money that Stripe received beats our own word that the payment was canceled. */
const isSettled = ({ intentStatus }: Payment, intent: Stripe.PaymentIntent) =>
  intentStatus === "succeeded" || (intentStatus === "canceled" && intent.status !== "succeeded");

function mismatch(payment: Payment, intent: Stripe.PaymentIntent): string | null {
  const known = payment.stripePaymentIntentId;
  if (known !== null && known !== intent.id) return `another PaymentIntent, ${intent.id}`;
  if (BigInt(intent.amount) !== payment.amountCents || intent.currency !== payment.currency) {
    return `PaymentIntent over ${intent.amount} ${intent.currency} for a payment of ${payment.amountCents} ${payment.currency}`;
  }
  if (intent.status === "succeeded" && BigInt(intent.amount_received) < payment.amountCents) {
    return `only ${intent.amount_received} of ${payment.amountCents} ${payment.currency} received`;
  }
  if (intent.livemode !== payment.livemode) return "PaymentIntent of the other mode, live or test";
  return null;
}

// Stripe's times are whole seconds: within one, the status that comes later in life counts.
const life = [
  "requires_payment_method",
  "requires_confirmation",
  "requires_action",
  "processing",
  "requires_capture",
];

function isOlder(payment: Payment, status: string, at: Date): boolean {
  if (isFinal(status) || !payment.intentStatusAt) return false;
  const known = payment.intentStatusAt.getTime();
  if (at.getTime() !== known) return at.getTime() < known;
  // A failed try goes back to requires_payment_method: that it failed is the newer word.
  if (status === "requires_payment_method") return false;
  return (
    payment.failureReason !== null || life.indexOf(status) < life.indexOf(payment.intentStatus)
  );
}

/** Why a PaymentIntent failed or ended unpaid, in Stripe's word; null where nothing failed. */
export function failureOf(intent: Stripe.PaymentIntent): string | null {
  if (intent.status === "canceled") return intent.cancellation_reason ?? "canceled";
  const error = intent.last_payment_error;
  if (!error) return null;
  return error.decline_code ?? error.code ?? error.type;
}
