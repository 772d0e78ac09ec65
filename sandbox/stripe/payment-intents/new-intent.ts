import type Stripe from "stripe";
import { newClientSecret, newId } from "../ids";
import { seconds, type Work } from "../work";

/** The fields of a new PaymentIntent that a request decides; the rest is the same for all. */
export type IntentTerms = Pick<
  Stripe.PaymentIntent,
  | "amount"
  | "automatic_payment_methods"
  | "capture_method"
  | "confirmation_method"
  | "currency"
  | "customer"
  | "description"
  | "metadata"
  | "payment_method"
  | "receipt_email"
  | "setup_future_usage"
  | "statement_descriptor"
  | "statement_descriptor_suffix"
>;

/** A PaymentIntent without a payment attempt; it isn't stored. */
export function newIntent(work: Work, terms: IntentTerms): Stripe.PaymentIntent {
  const id = newId("pi");
  return {
    id,
    object: "payment_intent",
    allowed_payment_method_types: null,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    canceled_at: null,
    cancellation_reason: null,
    client_secret: newClientSecret(id),
    created: seconds(work),
    customer_account: null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: { enabled: false },
    next_action: null,
    on_behalf_of: null,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: {
        installments: null,
        mandate_options: null,
        network: null,
        request_three_d_secure: "automatic",
      },
    },
    payment_method_types: ["card"],
    payment_record: null,
    processing: null,
    review: null,
    shipping: null,
    source: null,
    status: terms.payment_method === null ? "requires_payment_method" : "requires_confirmation",
    transfer_data: null,
    transfer_group: null,
    ...terms,
  } satisfies Stripe.PaymentIntent;
}
