import type { ApiCall } from "../api/call";
import { findOne } from "../api/call";
import { listPage } from "../api/list";
import { allowOnly, optionalChoice, optionalText } from "../api/params";
import { seconds } from "../work";
import { authorizedIntent, shownTo } from "./access";
import { moveTo } from "./outcomes";
import { assertCancelable } from "./states";

export { confirmIntent } from "./confirm";
export { createIntent } from "./create";
export { updateIntent } from "./update";

/** `GET /v1/payment_intents/{id}`, whole for the secret key and reduced for the browser. */
export function retrieveIntent(call: ApiCall): object {
  allowOnly(call.params, ["client_secret", "key"]);
  return shownTo(call.key, authorizedIntent(call));
}

/** `GET /v1/payment_intents`, by `customer`. */
export function listIntents(call: ApiCall): object {
  const customer = optionalText(call.params, "customer");
  return listPage(call, "payment_intents", ["customer"], (intent) => {
    return customer === null || intent.customer === customer;
  });
}

/** `POST /v1/payment_intents/{id}/cancel` */
export function cancelIntent(call: ApiCall): object {
  allowOnly(call.params, ["cancellation_reason"]);
  const intent = findOne(call, "payment_intents", "payment_intent");
  const reason = optionalChoice(call.params, "cancellation_reason", [
    "abandoned",
    "duplicate",
    "fraudulent",
    "requested_by_customer",
  ]);
  assertCancelable(intent);
  const canceled = moveTo(call, intent, {
    canceled_at: seconds(call),
    cancellation_reason: reason,
    status: "canceled",
  });
  call.emit("payment_intent.canceled", canceled);
  return canceled;
}
