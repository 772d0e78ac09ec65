import type Stripe from "stripe";
import { storeCharge } from "../charges";
import { openDispute } from "../disputes/open";
import type { CardOutcome } from "../test-cards";
import type { Work } from "../work";
import { type Decline, lastPaymentError } from "./declines";

/** The outcome of a payment method's card; an unknown one succeeds. */
export function outcomeOf(work: Work, method: Stripe.PaymentMethod | null): CardOutcome {
  if (method === null) return "succeeds";
  return work.store.get("payment_method_outcomes", method.id)?.outcome ?? "succeeds";
}

/** The present payment method of a PaymentIntent, or null. */
export function methodOf(work: Work, intent: Stripe.PaymentIntent): Stripe.PaymentMethod | null {
  const id = intent.payment_method;
  return typeof id === "string" ? work.store.get("payment_methods", id) : null;
}

/** Stores a PaymentIntent in its next state; fields that only the old state had are cleared. */
export function moveTo(
  work: Work,
  intent: Stripe.PaymentIntent,
  changes: Partial<Stripe.PaymentIntent>,
): Stripe.PaymentIntent {
  return work.store.put("payment_intents", {
    ...intent,
    next_action: null,
    processing: null,
    ...changes,
  });
}

/** The money arrived: a paid charge, status `succeeded`, and a dispute if the card causes one. */
export function succeed(work: Work, intent: Stripe.PaymentIntent): Stripe.PaymentIntent {
  const method = methodOf(work, intent);
  const charge = storeCharge(work, intent, method, null);
  const paid = moveTo(work, intent, {
    amount_received: intent.amount,
    last_payment_error: null,
    latest_charge: charge.id,
    status: "succeeded",
  });
  work.emit("charge.succeeded", charge);
  work.emit("payment_intent.succeeded", paid);

  const outcome = outcomeOf(work, method);
  if (outcome === "disputed") openDispute(work, charge, { reason: "fraudulent", inquiry: false });
  if (outcome === "dispute_inquiry")
    openDispute(work, charge, { reason: "general", inquiry: true });
  return paid;
}

/**
 * The payment failed: back to `requires_payment_method`, from where it can be confirmed again.
 * A declined card leaves a failed charge; a failed authentication leaves none.
 */
export function fail(
  work: Work,
  intent: Stripe.PaymentIntent,
  decline: Decline,
): Stripe.PaymentIntent {
  const method = methodOf(work, intent);
  const charge = decline.type === "card_error" ? storeCharge(work, intent, method, decline) : null;
  const failed = moveTo(work, intent, {
    last_payment_error: lastPaymentError(decline, method, charge?.id ?? null),
    latest_charge: charge?.id ?? intent.latest_charge,
    payment_method: null,
    status: "requires_payment_method",
  });
  if (charge !== null) work.emit("charge.failed", charge);
  work.emit("payment_intent.payment_failed", failed);
  return failed;
}

/** The bank is slow: `processing` until a control settles or fails it. */
export function startProcessing(work: Work, intent: Stripe.PaymentIntent): Stripe.PaymentIntent {
  const processing = moveTo(work, intent, {
    processing: { card: {}, type: "card" },
    status: "processing",
  });
  work.emit("payment_intent.processing", processing);
  return processing;
}
