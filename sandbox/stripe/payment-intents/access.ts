import { createHash, timingSafeEqual } from "node:crypto";
import type Stripe from "stripe";
import { type ApiCall, findOne, type KeyKind } from "../api/call";
import { invalidParam } from "../api/errors";
import { optionalText, requiredText } from "../api/params";

/**
 * The PaymentIntent that the path names. With a publishable key the request must also carry its
 * client secret; with the secret key the client secret is checked only if it was sent.
 */
export function authorizedIntent(call: ApiCall): Stripe.PaymentIntent {
  const intent = findOne(call, "payment_intents", "payment_intent");
  const sent =
    call.key === "publishable"
      ? requiredText(call.params, "client_secret")
      : optionalText(call.params, "client_secret");
  if (sent !== null && !holdsSecret(intent, sent)) {
    throw invalidParam(
      "client_secret",
      "The client_secret provided does not match the client_secret associated with the PaymentIntent.",
      "payment_intent_invalid_parameter",
    );
  }
  return intent;
}

/** Whether this is the PaymentIntent's client secret. Compares in constant time. */
export function holdsSecret(intent: Stripe.PaymentIntent, sent: string): boolean {
  return intent.client_secret !== null && timingSafeEqual(hash(intent.client_secret), hash(sent));
}

/** A PaymentIntent with the fields that this kind of key may read. */
export function shownTo(key: KeyKind, intent: Stripe.PaymentIntent): object {
  return key === "secret" ? intent : reduced(intent);
}

/** The fields for a browser: nothing about the metadata, the customer or the charge. */
function reduced(intent: Stripe.PaymentIntent) {
  return {
    id: intent.id,
    object: intent.object,
    amount: intent.amount,
    amount_details: intent.amount_details,
    automatic_payment_methods: intent.automatic_payment_methods,
    canceled_at: intent.canceled_at,
    cancellation_reason: intent.cancellation_reason,
    capture_method: intent.capture_method,
    client_secret: intent.client_secret,
    confirmation_method: intent.confirmation_method,
    created: intent.created,
    currency: intent.currency,
    description: intent.description,
    last_payment_error: intent.last_payment_error,
    livemode: intent.livemode,
    next_action: intent.next_action,
    payment_method: intent.payment_method,
    payment_method_types: intent.payment_method_types,
    processing: intent.processing,
    receipt_email: intent.receipt_email,
    setup_future_usage: intent.setup_future_usage,
    shipping: intent.shipping,
    source: intent.source,
    status: intent.status,
  } satisfies Partial<Stripe.PaymentIntent>;
}

function hash(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
