import { Logger, runOnce } from "graphile-worker";
import type Stripe from "stripe";
import { POST as checkout } from "@/app/api/v2/payments/checkout/route";
import { POST as webhook } from "@/app/api/v2/webhooks/stripe/route";
import { connection, database } from "@/lib/database";
import { tasks } from "@/lib/jobs/tasks";
import { takeOutMails } from "@/lib/mail";
import { stripe } from "@/lib/payments/stripe";
import { call } from "./api";

/** The body of a checkout that the demo catalog sells. */
export const tier25k = {
  tier_id: "tier_25k",
  market: "crypto",
  asset_class: "crypto",
  account_size: 25_000,
  amount_cents: 19_900,
};

/** A checkout through its route; the answer's body. */
export async function buy(headers: Record<string, string>, body: object = tier25k) {
  const answer = await call(checkout, { method: "POST", body, headers });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return answer.body as { payment_id: string; stripe_payment_intent_id: string };
}

/** Confirms a PaymentIntent at the sandbox, as the browser would. */
export const confirm = (id: string, payment_method = "pm_card_visa") =>
  stripe().paymentIntents.confirm(id, { payment_method, return_url: "http://propdesk.localhost/" });

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
  return call(webhook, {
    method: "POST",
    raw,
    headers: { ...headers, "stripe-signature": signature },
  });
}

const silent = new Logger(() => () => {});

/** Works off the jobs that are due now. */
export async function workOff(): Promise<void> {
  do await workOffJobs();
  while ((await takeOutMails(database())) > 0);
}

const workOffJobs = () =>
  runOnce({
    pgPool: connection().pool,
    taskList: tasks,
    noHandleSignals: true,
    logger: silent,
    // Else it would not wait until the end of the last jobs is written.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
  });

/** Calls a control of the sandbox, such as `payment_intents/pi_…/settle`. */
export async function control(path: string, body: object = {}) {
  const answer = await fetch(`${process.env.STRIPE_API_BASE}/sandbox/${path}`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${process.env.STRIPE_SECRET_KEY}`,
      "content-type": "application/json",
    },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}
