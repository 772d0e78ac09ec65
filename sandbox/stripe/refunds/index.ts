import { type ApiCall, findOne, readOne } from "../api/call";
import { listPage } from "../api/list";
import { mergeMetadata } from "../api/metadata";
import { allowOnly, optionalText } from "../api/params";

export { createRefund } from "./create";

/** `GET /v1/refunds/{id}` */
export function retrieveRefund(call: ApiCall): object {
  return readOne(call, "refunds", "refund");
}

/** `POST /v1/refunds/{id}`: only the metadata can change. */
export function updateRefund(call: ApiCall): object {
  allowOnly(call.params, ["metadata"]);
  const refund = findOne(call, "refunds", "refund");
  const metadata = mergeMetadata(refund.metadata ?? {}, call.params);
  const updated = call.store.put("refunds", { ...refund, metadata });
  call.emit("refund.updated", updated, { metadata: refund.metadata });
  return updated;
}

/** `GET /v1/refunds`, by `charge` or `payment_intent`. */
export function listRefunds(call: ApiCall): object {
  const charge = optionalText(call.params, "charge");
  const intent = optionalText(call.params, "payment_intent");
  return listPage(call, "refunds", ["charge", "payment_intent"], (refund) => {
    const isOfCharge = charge === null || refund.charge === charge;
    return isOfCharge && (intent === null || refund.payment_intent === intent);
  });
}
