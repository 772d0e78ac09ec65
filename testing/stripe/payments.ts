import type { Actor } from "../actors/credentials";
import { as } from "../http/client";
import { confirm, deliver, eventOf } from "./sandbox";

/** The body of a checkout that the demo catalog sells. */
export const tier25k = {
  tier_id: "tier_25k",
  market: "crypto",
  asset_class: "crypto",
  account_size: 25_000,
  amount_cents: 19_900,
};

interface Checkout {
  body?: object;
  /** The Idempotency-Key. */
  key?: string;
}

/** Starts a checkout: `POST /v2/payments/checkout`. Returns the body of its response; throws unless that is a 200. */
export async function startCheckout(actor: Actor, { body = tier25k, key }: Checkout = {}) {
  const headers = { ...(key !== undefined && { "idempotency-key": key }) };
  const response = await as(actor).post("/v2/payments/checkout", body, { headers });
  if (response.status !== 200) throw new Error(JSON.stringify(response.body));
  return response.body as { payment_id: string; stripe_payment_intent_id: string };
}

/** Starts a payment for a new account. Returns its id and that of its PaymentIntent. */
export async function startPayment(actor: Actor) {
  const { payment_id: id, stripe_payment_intent_id: intent } = await startCheckout(actor, {
    key: crypto.randomUUID(),
  });
  return { id, intent };
}

/** Pays for a new account and delivers the event of it. Its jobs are pending afterwards. */
export async function payForAccount(actor: Actor) {
  const payment = await startPayment(actor);
  await confirm(payment.intent);
  const event = await eventOf(payment.intent, "payment_intent.succeeded");
  const { status } = await deliver(event);
  return { ...payment, event, status };
}
