import type Stripe from "stripe";
import { eventTime, gatherFacts, idOf } from "../gather";
import type { Facts } from "../record-facts";

type RefundEvent =
  | Stripe.ChargeRefundedEvent
  | Stripe.ChargeRefundUpdatedEvent
  | Stripe.RefundCreatedEvent
  | Stripe.RefundUpdatedEvent
  | Stripe.RefundFailedEvent;

/**
 * A charge's refunded amount doesn't say which refunds it is made of, so Stripe is asked for them;
 * what the event itself carries is added with its own time, should the list not have it.
 */
export async function onRefund(event: RefundEvent): Promise<Facts | null> {
  const { object } = event.data;
  const intentId = idOf(object.payment_intent);
  if (!intentId) return null;
  const facts = await gatherFacts(intentId);
  if (object.object !== "refund") return facts;
  return { ...facts, refunds: [...(facts.refunds ?? []), { it: object, at: eventTime(event) }] };
}
