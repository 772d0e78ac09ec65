import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import Stripe from "stripe";
import type { Measure } from "../rounds";
import type { Stack } from "../stack";
import { percentile } from "../statistics";
import type { Subject } from "../subject";

const PER_SECOND = 50;
const PATIENCE_MS = 15_000;
const AMOUNT = 19_900;

/** From Stripe's event about a payment to its active account, 50 a second. */
export const events = (stripe: Stack["stripe"], subject: Subject): Measure => ({
  name: `events ${subject.name}`,
  run: async (seconds) => {
    const ids = await openPayments(subject, Math.ceil(seconds * PER_SECOND));
    const sentAt = new Map<string, number>();
    const deliveries: Promise<void>[] = [];
    const startedAt = performance.now();
    for (const [index, id] of ids.entries()) {
      await sleep(startedAt + (index * 1_000) / PER_SECOND - performance.now());
      sentAt.set(id, Date.now());
      const delivery = send(stripe, subject, id);
      // Rejections are handled at the end.
      delivery.catch(() => {});
      deliveries.push(delivery);
    }
    await Promise.all(deliveries);
    const rate = (ids.length * 1_000) / (performance.now() - startedAt);
    const durations = (await activeAt(subject, ids)).map(
      ({ id, at }) => at - (sentAt.get(id) ?? at),
    );
    return { rate, p50: percentile(durations, 0.5), p99: percentile(durations, 0.99) };
  },
});

/** The ids of payments whose PaymentIntent waits for a card. */
async function openPayments({ pool, traders }: Subject, count: number): Promise<string[]> {
  const run = randomUUID().replaceAll("-", "");
  const ids = Array.from({ length: count }, (_, n) => `pay_${run}${n}`);
  await pool.query(
    `insert into payments (id, customer_id, kind, tier_id, market, asset_class, account_size, amount_cents, currency,
       livemode, reusable, stripe_payment_intent_id, terms_version, consent_ip, consent_user_agent)
     select id, $2, 'challenge', 'tier_25k', 'crypto', 'crypto', 25000, $3, 'usd', false, false, 'pi_' || id, '1', '127.0.0.1', 'bench'
     from unnest($1::text[]) id`,
    [ids, traders[0]?.customerId, AMOUNT],
  );
  return ids;
}

async function send({ keys }: Stack["stripe"], { web }: Subject, id: string): Promise<void> {
  const created = Math.floor(Date.now() / 1_000);
  const body = JSON.stringify({
    id: `evt_${id}`,
    object: "event",
    type: "payment_intent.succeeded",
    created,
    livemode: false,
    data: {
      object: {
        id: `pi_${id}`,
        object: "payment_intent",
        status: "succeeded",
        amount: AMOUNT,
        amount_received: AMOUNT,
        currency: "usd",
        livemode: false,
        metadata: { payment_id: id },
        latest_charge: null,
      },
    },
  });
  const secret = keys.webhookSecret;
  const signature = Stripe.webhooks.generateTestHeaderString({ payload: body, secret });
  const response = await fetch(`${web.origin}/v2/webhooks/stripe`, {
    method: "POST",
    headers: { "content-type": "application/json", "stripe-signature": signature },
    body,
  });
  if (!response.ok) throw new Error(`an event: ${response.status} ${await response.text()}`);
  await response.arrayBuffer();
}

/** When the transaction that activated each account was committed, by this machine's clock. */
async function activeAt({ pool }: Subject, ids: string[]) {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await sleep(50)) {
    const { rows } = await pool.query<{ id: string; at: number }>(
      `select payment_id as id, (extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000)::float8 as at
       from prop_accounts where payment_id = any($1) and activated_at is not null`,
      [ids],
    );
    if (rows.length === ids.length) return rows;
  }
  throw new Error(`not all of ${ids.length} accounts are active after ${PATIENCE_MS} ms`);
}
