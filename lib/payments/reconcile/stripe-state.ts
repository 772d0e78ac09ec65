import type Stripe from "stripe";
import type { paymentDisputes } from "@/db/schema";
import { idOf } from "../facts/fetch";
import { dueByOf } from "../facts/store";
import { stripe } from "../stripe";

type Dispute = typeof paymentDisputes.$inferSelect;

/** One PaymentIntent at Stripe, from Stripe's lists. */
export interface StripeState {
  intent: Stripe.PaymentIntent;
  /** The refunded amount of the latest charge, in minor units. A refunded PaymentIntent stays succeeded. */
  refundedCents: bigint;
  /** The status of each recent refund, by its id. */
  refunds: Map<string, string>;
  /** Each recent dispute, by its id. */
  disputes: Map<string, Pick<Dispute, "status" | "dueBy">>;
}

const PAGE = 100;

/** The PaymentIntents that were created, refunded or disputed at Stripe since then, by their id. */
export async function fetchRecentStates(since: Date): Promise<Map<string, StripeState>> {
  const created = { gte: Math.floor(since.getTime() / 1000) };
  const found = new Map<string, StripeState>();
  const page = { created, limit: PAGE };
  const intents = stripe().paymentIntents.list({ ...page, expand: ["data.latest_charge"] });
  for await (const intent of intents) found.set(intent.id, toState(intent));
  for await (const refund of stripe().refunds.list(page)) {
    const state = await stateOf(found, idOf(refund.payment_intent));
    state?.refunds.set(refund.id, refund.status ?? "pending");
  }
  for await (const dispute of stripe().disputes.list(page)) {
    const state = await stateOf(found, idOf(dispute.payment_intent));
    state?.disputes.set(dispute.id, toDispute(dispute));
  }
  return found;
}

/** One PaymentIntent of any age, with all its refunds and disputes. */
export async function fetchStripeState(intentId: string): Promise<StripeState> {
  const intent = await stripe().paymentIntents.retrieve(intentId, { expand: ["latest_charge"] });
  const found = toState(intent);
  const page = { payment_intent: intentId, limit: PAGE };
  for await (const refund of stripe().refunds.list(page)) {
    found.refunds.set(refund.id, refund.status ?? "pending");
  }
  for await (const dispute of stripe().disputes.list(page)) {
    found.disputes.set(dispute.id, toDispute(dispute));
  }
  return found;
}

async function stateOf(found: Map<string, StripeState>, intentId: string | null) {
  if (intentId === null) return undefined;
  const state = found.get(intentId);
  if (state) return state;
  const fetched = toState(
    await stripe().paymentIntents.retrieve(intentId, { expand: ["latest_charge"] }),
  );
  found.set(intentId, fetched);
  return fetched;
}

const toDispute = (dispute: Stripe.Dispute) => ({
  status: dispute.status,
  dueBy: dueByOf(dispute),
});

function toState(intent: Stripe.PaymentIntent): StripeState {
  const charge = intent.latest_charge;
  const refunded = charge !== null && typeof charge === "object" ? charge.amount_refunded : 0;
  return { intent, refundedCents: BigInt(refunded), refunds: new Map(), disputes: new Map() };
}
