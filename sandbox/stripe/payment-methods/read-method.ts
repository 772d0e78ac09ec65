import type Stripe from "stripe";
import type { ApiCall } from "../api/call";
import { invalidParam, missing } from "../api/errors";
import type { FormObject } from "../api/form-decode";
import { mergeMetadata } from "../api/metadata";
import { allowOnly, optionalObject, optionalText, requiredText } from "../api/params";
import { cardByPaymentMethod } from "../test-cards";
import type { Work } from "../work";
import { readCard } from "./card-data";
import { NO_BILLING_DETAILS, storeCardMethod, storeNamedMethod } from "./new-method";

/**
 * The payment method of a PaymentIntent's request, by `payment_method` or by
 * `payment_method_data`, or null if it has neither.
 */
export function readMethod(call: ApiCall): Stripe.PaymentMethod | null {
  const id = optionalText(call.params, "payment_method");
  if (id !== null) return findMethod(call, id, "payment_method");
  const data = optionalObject(call.params, "payment_method_data");
  return data === null ? null : createFromData(call, data);
}

/** The payment method with this id, or a new one for a test name such as `pm_card_visa`. */
export function findMethod(work: Work, id: string, param: string): Stripe.PaymentMethod {
  const named = cardByPaymentMethod(id);
  if (named !== null) return storeNamedMethod(work, named);
  const method = work.store.get("payment_methods", id);
  if (method === null) throw missing("PaymentMethod", id, param);
  return method;
}

/** Creates a payment method from raw card data; the sandbox accepts only cards. */
export function createFromData(work: Work, data: FormObject): Stripe.PaymentMethod {
  const type = requiredText(data, "type");
  if (type !== "card") {
    throw invalidParam("type", `The sandbox takes only cards, not \`${type}\`.`);
  }
  const card = optionalObject(data, "card");
  if (card === null) {
    throw invalidParam("card", "Missing required param: card.", "parameter_missing");
  }
  const details = readCard(card, new Date(work.now()));
  return storeCardMethod(work, details, readBilling(data), mergeMetadata({}, data));
}

function readBilling(data: FormObject): Stripe.PaymentMethod.BillingDetails {
  const sent = optionalObject(data, "billing_details");
  if (sent === null) return NO_BILLING_DETAILS;
  allowOnly(sent, Object.keys(NO_BILLING_DETAILS), "billing_details");
  const address = optionalObject(sent, "address") ?? {};
  const part = (name: string) => optionalText(address, name);
  return {
    address: {
      city: part("city"),
      country: part("country"),
      line1: part("line1"),
      line2: part("line2"),
      postal_code: part("postal_code"),
      state: part("state"),
    },
    email: optionalText(sent, "email"),
    name: optionalText(sent, "name"),
    phone: optionalText(sent, "phone"),
    tax_id: optionalText(sent, "tax_id"),
  };
}
