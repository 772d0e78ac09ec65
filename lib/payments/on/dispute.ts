import type Stripe from "stripe";
import { eventTime, fetchFacts, idOf } from "../facts/fetch";
import type { Facts } from "../facts/record";

type DisputeEvent =
  | Stripe.ChargeDisputeCreatedEvent
  | Stripe.ChargeDisputeUpdatedEvent
  | Stripe.ChargeDisputeClosedEvent;

/** A dispute doesn't have our metadata: its PaymentIntent is fetched, with all its disputes. */
export async function onDispute(event: DisputeEvent): Promise<Facts | null> {
  const dispute = event.data.object;
  const intentId = idOf(dispute.payment_intent);
  if (!intentId) return null;
  const facts = await fetchFacts(intentId);
  return { ...facts, disputes: [...(facts.disputes ?? []), { it: dispute, at: eventTime(event) }] };
}
