import { type ApiCall, findOne, readOne } from "../api/call";
import { listPage } from "../api/list";
import { allowOnly, optionalText } from "../api/params";
import { loseDispute } from "./close";

export { updateDispute } from "./update";

/** `GET /v1/disputes/{id}` */
export function retrieveDispute(call: ApiCall): object {
  return readOne(call, "disputes", "dispute");
}

/** `GET /v1/disputes`, by `charge` or `payment_intent`. */
export function listDisputes(call: ApiCall): object {
  const charge = optionalText(call.params, "charge");
  const intent = optionalText(call.params, "payment_intent");
  return listPage(call, "disputes", ["charge", "payment_intent"], (dispute) => {
    const isOfCharge = charge === null || dispute.charge === charge;
    return isOfCharge && (intent === null || dispute.payment_intent === intent);
  });
}

/** `POST /v1/disputes/{id}/close`: the firm accepts the dispute, and it is lost. */
export function closeDispute(call: ApiCall): object {
  allowOnly(call.params, []);
  return loseDispute(call, findOne(call, "disputes", "dispute"));
}
