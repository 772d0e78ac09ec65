import type { ApiCall } from "../api/call";
import { allowOnly } from "../api/params";
import { createFromData, findMethod } from "./read-method";

/** `POST /v1/payment_methods`, with either key: a browser uses it to exchange a card for an id. */
export function createPaymentMethod(call: ApiCall): object {
  allowOnly(call.params, [
    "type",
    "card",
    "billing_details",
    "metadata",
    "allow_redisplay",
    ...STRIPE_JS_PARAMS,
  ]);
  return createFromData(call, call.params);
}

/** `GET /v1/payment_methods/{id}` */
export function retrievePaymentMethod(call: ApiCall): object {
  allowOnly(call.params, []);
  return findMethod(call, call.id, "payment_method");
}

/** Parameters that Stripe.js adds to its requests. */
const STRIPE_JS_PARAMS = ["key", "payment_user_agent", "referrer", "time_on_page", "guid"];
