import type Stripe from "stripe";
import { stripe } from "../stripe";
import type { Facts } from "./record";
import { observedAt } from "./store";

const PAGE = 100;
// No payment has more refunds or disputes.
const MAX_ITEMS = 5_000;

/** Fetches a PaymentIntent with all its refunds and disputes. */
export async function fetchFacts(intentId: string): Promise<Facts> {
  const at = now();
  const [intent, refunds, disputes] = await Promise.all([
    stripe().paymentIntents.retrieve(intentId, { expand: ["latest_charge"] }),
    stripe()
      .refunds.list({ payment_intent: intentId, limit: PAGE })
      .autoPagingToArray({ limit: MAX_ITEMS }),
    stripe()
      .disputes.list({ payment_intent: intentId, limit: PAGE })
      .autoPagingToArray({ limit: MAX_ITEMS }),
  ]);
  return { intent, at, refunds: observedAt(at, refunds), disputes: observedAt(at, disputes) };
}

/** The present time in whole seconds, as Stripe's events have it. */
export const now = () => new Date(Math.floor(Date.now() / 1000) * 1000);

/** The id, if Stripe returns either an id or the whole object. */
export const idOf = (reference: string | { id: string } | null | undefined): string | null =>
  typeof reference === "string" ? reference : (reference?.id ?? null);

export const eventTime = (event: Stripe.Event) => new Date(event.created * 1000);
