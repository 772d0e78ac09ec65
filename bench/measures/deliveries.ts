import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { connect } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { emit } from "@/lib/webhooks";
import type { Measure } from "../rounds";
import type { Subject } from "../subject";

/** Enough for a second at the target. */
const PER_SECOND = 200;
const PATIENCE_MS = 20_000;
const endpointResponse = z.object({ id: z.string() });

/** Registers an endpoint for disputes, which nothing else in the bench causes. */
export async function listen({ web, traders }: Subject, url: string): Promise<string> {
  const [trader] = traders;
  const response = await fetch(`${web.origin}/v2/webhook-endpoints`, {
    method: "POST",
    headers: trader?.v2 ?? {},
    body: JSON.stringify({ url, events: ["payment.disputed"], description: "bench" }),
  });
  if (!response.ok) throw new Error(`no endpoint: ${response.status} ${await response.text()}`);
  return endpointResponse.parse(await response.json()).id;
}

/** Webhooks that become pending at the same time, to one endpoint that responds immediately. */
export const deliveries = (subject: Subject, endpoint: string): Measure => ({
  name: `deliveries ${subject.name}`,
  run: async (seconds) => {
    const count = Math.ceil(seconds * PER_SECOND);
    await emitDisputes(subject, count);
    const startedAt = performance.now();
    await delivered(subject, endpoint);
    return { rate: count / ((performance.now() - startedAt) / 1_000) };
  },
});

async function emitDisputes({ web, traders }: Subject, count: number): Promise<void> {
  const { db, pool } = connect(web.databaseUrl, 1);
  try {
    const customerId = traders[0]?.customerId ?? 0;
    await inTransaction(db, async (tx) => {
      for (let n = 0; n < count; n++) {
        await emit(tx, "payment.disputed", { customerId }, { ...payment, dispute });
      }
    });
  } finally {
    await pool.end();
  }
}

/** Waits until no delivery is left. Throws if one failed. */
async function delivered({ pool }: Subject, endpoint: string): Promise<void> {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await sleep(20)) {
    const { rows } = await pool.query<{ status: string; retried: boolean }>(
      "select status, attempts > 0 as retried from webhook_deliveries where endpoint_id = $1 and status <> 'succeeded' limit 1",
      [endpoint],
    );
    const [left] = rows;
    if (!left) return;
    if (left.status === "failed" || left.retried) throw new Error("a webhook was not delivered");
  }
  throw new Error(`webhooks are not delivered after ${PATIENCE_MS} ms`);
}

const payment = {
  payment_id: "pay_bench",
  stripe_payment_intent_id: "pi_bench",
  tier_id: "tier_25k",
  amount_cents: 19_900,
  currency: "usd",
  prop_account_id: null,
};
const dispute = { id: "dp_bench", status: "lost", reason: "fraudulent", amount_cents: 19_900 };
