import type Stripe from "stripe";
import { idOf } from "./gather";
import { stripe } from "./stripe";

/** What Stripe has of one PaymentIntent, as its lists tell it. */
export interface AtStripe {
  intent: Stripe.PaymentIntent;
  /** Minor units that went back, of the latest charge. A refunded PaymentIntent still says succeeded. */
  refundedCents: bigint;
  /** Each refund's status by its id, of those that are recent. */
  refunds: Map<string, string>;
  /** The same of its disputes. */
  disputes: Map<string, string>;
}

const PAGE = 100;

/**
 * Everything at Stripe that is recent: the PaymentIntents made since then, and those of any age that
 * were refunded or disputed since then. By PaymentIntent id.
 */
export async function recentAtStripe(since: Date): Promise<Map<string, AtStripe>> {
  const created = { gte: Math.floor(since.getTime() / 1000) };
  const found = new Map<string, AtStripe>();
  const page = { created, limit: PAGE };
  const intents = stripe().paymentIntents.list({ ...page, expand: ["data.latest_charge"] });
  for await (const intent of intents) found.set(intent.id, atStripe(intent));
  for await (const refund of stripe().refunds.list(page)) {
    const known = await remember(found, idOf(refund.payment_intent));
    known?.refunds.set(refund.id, refund.status ?? "pending");
  }
  for await (const dispute of stripe().disputes.list(page)) {
    const known = await remember(found, idOf(dispute.payment_intent));
    known?.disputes.set(dispute.id, dispute.status);
  }
  return found;
}

/** The same of one PaymentIntent of any age, with all its refunds and disputes. */
export async function oneAtStripe(intentId: string): Promise<AtStripe> {
  const intent = await stripe().paymentIntents.retrieve(intentId, { expand: ["latest_charge"] });
  const found = atStripe(intent);
  const page = { payment_intent: intentId, limit: PAGE };
  for await (const refund of stripe().refunds.list(page)) {
    found.refunds.set(refund.id, refund.status ?? "pending");
  }
  for await (const dispute of stripe().disputes.list(page)) {
    found.disputes.set(dispute.id, dispute.status);
  }
  return found;
}

async function remember(found: Map<string, AtStripe>, intentId: string | null) {
  if (intentId === null) return undefined;
  const known = found.get(intentId);
  if (known) return known;
  const fetched = atStripe(
    await stripe().paymentIntents.retrieve(intentId, { expand: ["latest_charge"] }),
  );
  found.set(intentId, fetched);
  return fetched;
}

function atStripe(intent: Stripe.PaymentIntent): AtStripe {
  const charge = intent.latest_charge;
  const refunded = charge !== null && typeof charge === "object" ? charge.amount_refunded : 0;
  return { intent, refundedCents: BigInt(refunded), refunds: new Map(), disputes: new Map() };
}
