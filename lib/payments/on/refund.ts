import type Stripe from "stripe";
import { eventTime, fetchFacts, idOf } from "../facts/fetch";
import type { Facts } from "../facts/record";

type RefundEvent =
  | Stripe.ChargeRefundedEvent
  | Stripe.ChargeRefundUpdatedEvent
  | Stripe.RefundCreatedEvent
  | Stripe.RefundUpdatedEvent
  | Stripe.RefundFailedEvent;

/**
 * A charge doesn't list its refunds, so they are fetched. The refund of the event is added with the event's
 * time, in case the list doesn't have it.
 */
export async function onRefund(event: RefundEvent): Promise<Facts | null> {
  const { object } = event.data;
  const intentId = idOf(object.payment_intent);
  if (!intentId) return null;
  const facts = await fetchFacts(intentId);
  if (object.object !== "refund") return facts;
  return { ...facts, refunds: [...(facts.refunds ?? []), { it: object, at: eventTime(event) }] };
}
