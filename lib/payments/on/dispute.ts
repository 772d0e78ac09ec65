import type Stripe from "stripe";
import { eventTime, gatherFacts, idOf } from "../gather";
import type { Facts } from "../record-facts";

type DisputeEvent =
  | Stripe.ChargeDisputeCreatedEvent
  | Stripe.ChargeDisputeUpdatedEvent
  | Stripe.ChargeDisputeClosedEvent;

/** A dispute has no metadata of ours: its PaymentIntent is fetched, with all its disputes. */
export async function onDispute(event: DisputeEvent): Promise<Facts | null> {
  const dispute = event.data.object;
  const intentId = idOf(dispute.payment_intent);
  if (!intentId) return null;
  const facts = await gatherFacts(intentId);
  return { ...facts, disputes: [...(facts.disputes ?? []), { it: dispute, at: eventTime(event) }] };
}
