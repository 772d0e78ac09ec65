import type Stripe from "stripe";
import type { ApiCall } from "../api/call";
import { invalidParam, missing, rejected } from "../api/errors";
import { mergeMetadata } from "../api/metadata";
import { allowOnly, optionalChoice, optionalInteger, optionalText } from "../api/params";
import { newId } from "../ids";
import { seconds, type Work } from "../work";
import { refundableAmount } from "./refundable";
import { addToCharge, settleRefund } from "./settle";

/**
 * `POST /v1/refunds` of a charge or PaymentIntent, in whole or in part; all refunds of a charge
 * together never exceed it.
 */
export function createRefund(call: ApiCall): object {
  const { params } = call;
  allowOnly(params, ["amount", "charge", "metadata", "payment_intent", "reason"]);
  const reason = optionalChoice(params, "reason", [
    "duplicate",
    "fraudulent",
    "requested_by_customer",
  ]);
  const metadata = mergeMetadata({}, params);
  const requested = optionalInteger(params, "amount");
  const charge = findCharge(call);
  return refundCharge(call, charge, requested, { reason, metadata });
}

/** Refunds the requested amount, or all that is left if `requested` is null. */
export function refundCharge(
  work: Work,
  charge: Stripe.Charge,
  requested: number | null,
  { reason, metadata }: Pick<Stripe.Refund, "reason" | "metadata">,
): Stripe.Refund {
  const amount = refundableAmount(work, charge, requested);
  const outcome = outcomeOf(work, charge);
  const isPending = outcome === "refund_pending";
  const refund = work.store.put("refunds", {
    id: newId("re"),
    object: "refund",
    amount,
    balance_transaction: null,
    charge: charge.id,
    created: seconds(work),
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    destination_details: {
      card: {
        reference_status: "pending",
        reference_type: "acquirer_reference_number",
        type: "refund",
      },
      type: "card",
    },
    metadata,
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: isPending ? "pending" : "succeeded",
    transfer_reversal: null,
  } satisfies Stripe.Refund);
  const refunded = addToCharge(work, charge, amount);
  work.emit("refund.created", refund);
  work.emit("charge.refunded", refunded, { amount_refunded: charge.amount_refunded });

  if (isPending) work.settleRefundLater(refund.id, "succeeded");
  if (outcome === "refund_fails") work.settleRefundLater(refund.id, "failed");
  return isPending ? refund : settleRefund(work, refund);
}

function findCharge(call: ApiCall): Stripe.Charge {
  const intentId = optionalText(call.params, "payment_intent");
  const chargeId = optionalText(call.params, "charge") ?? chargeOf(call, intentId);
  const charge = call.store.get("charges", chargeId);
  if (charge === null) throw missing("charge", chargeId, "charge");
  return charge;
}

function chargeOf(call: ApiCall, intentId: string | null): string {
  if (intentId === null) {
    const message =
      "One of the following params should be provided for this request: payment_intent or charge.";
    throw invalidParam("payment_intent", message, "parameter_missing");
  }
  const intent = call.store.get("payment_intents", intentId);
  if (intent === null) throw missing("payment_intent", intentId, "payment_intent");
  if (intent.status !== "succeeded" || typeof intent.latest_charge !== "string") {
    throw rejected(`This PaymentIntent (${intentId}) does not have a successful charge to refund.`);
  }
  return intent.latest_charge;
}

function outcomeOf(work: Work, charge: Stripe.Charge) {
  return work.store.get("payment_method_outcomes", charge.payment_method ?? "")?.outcome;
}
