import type Stripe from "stripe";
import type { Facts } from "./record-facts";
import { toldAt } from "./store-facts";
import { stripe } from "./stripe";

const PAGE = 100;
// More refunds or disputes of one payment than these are a fault of somebody's.
const MOST = 5_000;

/** Everything that Stripe says of a PaymentIntent: itself, its refunds, its disputes. */
export async function gatherFacts(intentId: string): Promise<Facts> {
  const at = now();
  const [intent, refunds, disputes] = await Promise.all([
    stripe().paymentIntents.retrieve(intentId, { expand: ["latest_charge"] }),
    stripe()
      .refunds.list({ payment_intent: intentId, limit: PAGE })
      .autoPagingToArray({ limit: MOST }),
    stripe()
      .disputes.list({ payment_intent: intentId, limit: PAGE })
      .autoPagingToArray({ limit: MOST }),
  ]);
  return { intent, at, refunds: toldAt(at, refunds), disputes: toldAt(at, disputes) };
}

/** The time of a state that is about to be fetched, in whole seconds as Stripe's events have it. */
export const now = () => new Date(Math.floor(Date.now() / 1000) * 1000);

/** An id, where Stripe gives either an id or the whole object. */
export const idOf = (reference: string | { id: string } | null | undefined): string | null =>
  typeof reference === "string" ? reference : (reference?.id ?? null);

export const eventTime = (event: Stripe.Event) => new Date(event.created * 1000);
