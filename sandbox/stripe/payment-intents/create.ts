import type { ApiCall } from "../api/call";
import { invalidParam } from "../api/errors";
import { allowOnly, booleanOr } from "../api/params";
import { readMethod } from "../payment-methods/read-method";
import { CONFIRM_PARAMS, pay, readConfirmation } from "./confirm";
import { newIntent } from "./new-intent";
import { readTerms } from "./read-terms";
import { noPaymentMethod } from "./states";

const CREATE_PARAMS = [
  "amount",
  "automatic_payment_methods",
  "capture_method",
  "confirm",
  "confirmation_method",
  "currency",
  "customer",
  "description",
  "metadata",
  "payment_method_types",
  "statement_descriptor",
  "statement_descriptor_suffix",
  ...CONFIRM_PARAMS,
] as const;

/** `POST /v1/payment_intents`; with `confirm=true` it is paid in the same request. */
export function createIntent(call: ApiCall): object {
  allowOnly(call.params, CREATE_PARAMS);
  const terms = readTerms(call);
  const isConfirmed = booleanOr(call.params, "confirm", false);
  const confirmation = readConfirmation(call);
  if (confirmation.returnUrl !== null && !isConfirmed) {
    const message = "`return_url` can only be specified when `confirm` is set to true.";
    throw invalidParam("return_url", message);
  }
  const method = readMethod(call);
  const intent = newIntent(call, { ...terms, payment_method: method?.id ?? null });
  if (isConfirmed && method === null) throw noPaymentMethod(intent);

  call.store.put("payment_intents", intent);
  call.emit("payment_intent.created", intent);
  return isConfirmed ? pay(call, intent, confirmation) : intent;
}
