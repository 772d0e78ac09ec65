import type Stripe from "stripe";
import type { ApiCall } from "../api/call";
import { allowOnly, booleanOr, optionalChoice, optionalText, optionalUrl } from "../api/params";
import { readMethod } from "../payment-methods/read-method";
import { authorizedIntent, shownTo } from "./access";
import { type Confirmation, requestAuthentication } from "./authenticate";
import { declined, declineOf } from "./declines";
import { fail, methodOf, outcomeOf, startProcessing, succeed } from "./outcomes";
import { assertConfirmable, noPaymentMethod } from "./states";

/** The parameters of a confirmation; `create` takes them with `confirm=true`. */
export const CONFIRM_PARAMS = [
  "payment_method",
  "payment_method_data",
  "payment_method_options",
  "return_url",
  "use_stripe_sdk",
  "mandate_data",
  "receipt_email",
  "setup_future_usage",
] as const;

/** Parameters that Stripe.js adds by itself, without a meaning here. */
const STRIPE_JS_PARAMS = ["client_secret", "key", "expected_payment_method_type", "client_context"];

/** `POST /v1/payment_intents/{id}/confirm`, with the secret key or with the client secret. */
export function confirmIntent(call: ApiCall): object {
  allowOnly(call.params, [...CONFIRM_PARAMS, ...STRIPE_JS_PARAMS]);
  const intent = authorizedIntent(call);
  assertConfirmable(intent);
  const method = readMethod(call);
  const ready: Stripe.PaymentIntent = {
    ...intent,
    payment_method: method?.id ?? intent.payment_method,
    receipt_email: optionalText(call.params, "receipt_email") ?? intent.receipt_email,
    setup_future_usage:
      optionalChoice(call.params, "setup_future_usage", ["on_session", "off_session"]) ??
      intent.setup_future_usage,
  };
  return shownTo(call.key, pay(call, ready, readConfirmation(call)));
}

/** How the request wants the customer to be redirected. */
export function readConfirmation(call: ApiCall): Confirmation {
  return {
    returnUrl: optionalUrl(call.params, "return_url"),
    useStripeSdk: booleanOr(call.params, "use_stripe_sdk", false),
    sandboxUrl: call.sandboxUrl,
  };
}

/**
 * Charges the PaymentIntent's payment method, which behaves like its test card. Throws
 * the 402 of a decline after everything about the failed attempt is stored.
 */
export function pay(
  call: ApiCall,
  intent: Stripe.PaymentIntent,
  confirmation: Confirmation,
): Stripe.PaymentIntent {
  const method = methodOf(call, intent);
  if (method === null) throw noPaymentMethod(intent);
  const outcome = outcomeOf(call, method);
  const attempt = { ...intent, last_payment_error: null };

  const decline = declineOf(outcome);
  if (decline !== null) throw declined(decline, fail(call, attempt, decline), method);
  if (outcome === "requires_authentication")
    return requestAuthentication(call, attempt, confirmation);
  if (outcome === "processing") return startProcessing(call, attempt);
  return succeed(call, attempt);
}
