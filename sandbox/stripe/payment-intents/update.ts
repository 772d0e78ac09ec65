import type Stripe from "stripe";
import { requiredAmount, requiredCurrency } from "../api/amount";
import { type ApiCall, findOne } from "../api/call";
import { mergeMetadata } from "../api/metadata";
import { allowOnly, optionalText } from "../api/params";
import { readMethod } from "../payment-methods/read-method";
import { assertUpdatable } from "./states";

/** These belong to the payment itself, so they are fixed once it is in progress. */
const PAYMENT_PARAMS = [
  "amount",
  "currency",
  "customer",
  "payment_method",
  "payment_method_data",
  "receipt_email",
] as const;

/** `POST /v1/payment_intents/{id}`; metadata and description may change in any state. */
export function updateIntent(call: ApiCall): object {
  const { params } = call;
  allowOnly(params, [...PAYMENT_PARAMS, "metadata", "description"]);
  const intent = findOne(call, "payment_intents", "payment_intent");
  const touched = PAYMENT_PARAMS.find((name) => name in params);
  if (touched !== undefined) assertUpdatable(intent, touched);

  const currency = "currency" in params ? requiredCurrency(params) : intent.currency;
  const amount = "amount" in params ? requiredAmount(params, currency) : intent.amount;
  const text = (name: "customer" | "description" | "receipt_email", current: string | null) =>
    name in params ? optionalText(params, name) : current;
  const changed: Stripe.PaymentIntent = {
    ...intent,
    amount,
    currency,
    customer: "customer" in params ? optionalText(params, "customer") : intent.customer,
    description: text("description", intent.description),
    metadata: mergeMetadata(intent.metadata, params),
    receipt_email: text("receipt_email", intent.receipt_email),
  };
  const method = readMethod(call);
  return call.store.put("payment_intents", reopened(changed, method, amount !== intent.amount));
}

/** A new payment method or another amount has to be confirmed (again). */
function reopened(
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod | null,
  isRepriced: boolean,
): Stripe.PaymentIntent {
  const isWaiting = intent.status === "requires_action";
  if (method === null && !(isRepriced && isWaiting)) return intent;
  return {
    ...intent,
    last_payment_error: null,
    next_action: null,
    payment_method: method?.id ?? intent.payment_method,
    status: "requires_confirmation",
  };
}
