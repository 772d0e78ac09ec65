import type Stripe from "stripe";
import { type ApiCall, readOne } from "./api/call";
import { listPage } from "./api/list";
import { optionalText } from "./api/params";
import { detailsOf, outcomeOf } from "./charge-details";
import { newId } from "./ids";
import type { Decline } from "./payment-intents/declines";
import { NO_BILLING_DETAILS } from "./payment-methods/new-method";
import { seconds, type Work } from "./work";

/** `GET /v1/charges/{id}` */
export function retrieveCharge(call: ApiCall): object {
  return readOne(call, "charges", "charge");
}

/** `GET /v1/charges`, by `payment_intent` or `customer`. */
export function listCharges(call: ApiCall): object {
  const intent = optionalText(call.params, "payment_intent");
  const customer = optionalText(call.params, "customer");
  return listPage(call, "charges", ["payment_intent", "customer"], (charge) => {
    const isOfIntent = intent === null || charge.payment_intent === intent;
    return isOfIntent && (customer === null || charge.customer === customer);
  });
}

/** Stores the charge of a PaymentIntent: paid, or failed if there is a decline. */
export function storeCharge(
  work: Work,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod | null,
  decline: Decline | null,
): Stripe.Charge {
  const isPaid = decline === null;
  return work.store.put("charges", {
    id: newId("ch"),
    object: "charge",
    amount: intent.amount,
    amount_captured: isPaid ? intent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: method?.billing_details ?? NO_BILLING_DETAILS,
    calculated_statement_descriptor: "PROPDESK SANDBOX",
    captured: isPaid,
    created: seconds(work),
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: outcomeOf(decline),
    paid: isPaid,
    payment_intent: intent.id,
    payment_method: method?.id ?? null,
    payment_method_details: method === null ? null : detailsOf(intent, method, decline),
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status: isPaid ? "succeeded" : "failed",
    transfer_data: null,
    transfer_group: null,
  } satisfies Stripe.Charge);
}
