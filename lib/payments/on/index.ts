import type Stripe from "stripe";
import { idOf } from "../facts/fetch";
import type { Facts } from "../facts/record";
import { onDispute } from "./dispute";
import { onPaymentIntent } from "./payment-intent";
import { onRefund } from "./refund";

/** The facts that an event brings about a payment; null for an event that isn't handled. */
export async function factsOf(event: Stripe.Event): Promise<Facts | null> {
  switch (event.type) {
    case "payment_intent.processing":
    case "payment_intent.succeeded":
    case "payment_intent.payment_failed":
    case "payment_intent.canceled":
      return onPaymentIntent(event);
    case "charge.refunded":
    case "charge.refund.updated":
    case "refund.created":
    case "refund.updated":
    case "refund.failed":
      return onRefund(event);
    case "charge.dispute.created":
    case "charge.dispute.updated":
    case "charge.dispute.closed":
      return onDispute(event);
    default:
      return null;
  }
}

/** The PaymentIntent that an event is about: of a refund, a dispute or a charge the one it belongs to. */
export function intentOf(event: Stripe.Event): string | null {
  const { object } = event.data;
  if (!("payment_intent" in object)) return null;
  return idOf(object.payment_intent);
}
