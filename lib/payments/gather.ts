import type Stripe from "stripe";
import type { Facts } from "./record-facts";
import { toldAt } from "./store-facts";
import { stripe } from "./stripe";

const MOST = 100;

/** Everything that Stripe says of a PaymentIntent: itself, its refunds, its disputes. */
export async function gatherFacts(intentId: string): Promise<Facts> {
  const at = now();
  const [intent, refunds, disputes] = await Promise.all([
    stripe().paymentIntents.retrieve(intentId),
    stripe().refunds.list({ payment_intent: intentId, limit: MOST }),
    stripe().disputes.list({ payment_intent: intentId, limit: MOST }),
  ]);
  return { intent, at, refunds: toldAt(at, refunds.data), disputes: toldAt(at, disputes.data) };
}

/** The time of a state that is about to be fetched, in whole seconds as Stripe's events have it. */
export const now = () => new Date(Math.floor(Date.now() / 1000) * 1000);

/** An id, where Stripe gives either an id or the whole object. */
export const idOf = (reference: string | { id: string } | null | undefined): string | null =>
  typeof reference === "string" ? reference : (reference?.id ?? null);

export const eventTime = (event: Stripe.Event) => new Date(event.created * 1000);
