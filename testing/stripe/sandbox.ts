import Stripe from "stripe";
import { stripe } from "@/lib/payments/stripe";
import { anonymous } from "../actors/credentials";
import { as } from "../http/client";

/** Confirms a PaymentIntent at the sandbox, as the browser would. */
export const confirm = (id: string, payment_method = "pm_card_visa") =>
  stripe().paymentIntents.confirm(id, { payment_method, return_url: "http://propdesk.localhost/" });

/** Confirms a PaymentIntent at the sandbox with a card that is declined; fails where it isn't. */
export async function decline(id: string, payment_method = "pm_card_chargeDeclined") {
  const error: unknown = await confirm(id, payment_method).catch((thrown: unknown) => thrown);
  if (!(error instanceof Stripe.errors.StripeCardError)) throw error;
}

/** The events that the sandbox made about a PaymentIntent or its charge, oldest first. */
export async function eventsOf(intentId: string, type?: string): Promise<Stripe.Event[]> {
  const { data } = await stripe().events.list({ limit: 100 });
  return data
    .reverse()
    .filter((event) => !type || event.type === type)
    .filter((event) => JSON.stringify(event.data.object).includes(intentId));
}

/** The one event of a type that the sandbox made about a PaymentIntent. */
export async function eventOf(intentId: string, type: string): Promise<Stripe.Event> {
  const [event] = await eventsOf(intentId, type);
  if (!event) throw new Error(`no ${type} of ${intentId}`);
  return event;
}

interface Delivery {
  secret?: string;
  /** Of the signature, in seconds. */
  age?: number;
  headers?: Record<string, string>;
}

/** Posts an event to the webhook, signed as Stripe signs. */
export function deliver(
  event: object,
  { secret = "whsec_current", age = 0, headers = {} }: Delivery = {},
) {
  const raw = JSON.stringify(event);
  const timestamp = Math.floor(Date.now() / 1000) - age;
  const signature = stripe().webhooks.generateTestHeaderString({ payload: raw, secret, timestamp });
  return as(anonymous).post("/v2/webhooks/stripe", undefined, {
    raw,
    headers: { ...headers, "stripe-signature": signature },
  });
}

/** Calls a control of the sandbox, such as `payment_intents/pi_…/settle`. */
export async function control(path: string, body: object = {}) {
  const response = await fetch(`${process.env.STRIPE_API_BASE}/sandbox/${path}`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${process.env.STRIPE_SECRET_KEY}`,
      "content-type": "application/json",
    },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}
