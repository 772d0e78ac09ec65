import type Stripe from "stripe";
import { invalidParam } from "../api/errors";
import { type FormObject, isObject } from "../api/form-decode";
import { allowOnly } from "../api/params";

/** A dispute without a response of the firm. */
export const NO_EVIDENCE = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
} satisfies Stripe.Dispute.Evidence;

/** The evidence after this request; text sent empty is removed. */
export function mergeEvidence(
  current: Stripe.Dispute.Evidence,
  params: FormObject,
): Stripe.Dispute.Evidence {
  const sent = params.evidence;
  if (sent === undefined) return current;
  if (!isObject(sent)) throw invalidParam("evidence", "Invalid object");
  const names = Object.keys(NO_EVIDENCE).filter((name) => name !== "enhanced_evidence");
  allowOnly(sent, names, "evidence");
  const texts = Object.entries(sent).map(([name, value]) => {
    if (typeof value !== "string") throw invalidParam(`evidence[${name}]`, "Invalid string");
    return [name, value === "" ? null : value];
  });
  return { ...current, ...Object.fromEntries(texts) };
}
