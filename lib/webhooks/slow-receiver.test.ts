import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { env } from "@/lib/core/env";
import { startWorker } from "@/lib/worker/worker";
import { newApp } from "@/testing/actors/app";
import { newCustomer } from "@/testing/actors/customer";
import { sql } from "@/testing/database/sql";
import { startReceiver } from "@/testing/stand-ins/webhook-receiver";
import { startCheckout } from "@/testing/stripe/payments";
import { confirm, deliver, eventOf } from "@/testing/stripe/sandbox";
import { emitPaymentEvent, newEndpoint } from "@/testing/webhooks/endpoints";

let worker: ReturnType<typeof startWorker>;
let slow: Awaited<ReturnType<typeof startReceiver>>;
let quick: Awaited<ReturnType<typeof startReceiver>>;
beforeAll(async () => {
  slow = await startReceiver(() => {});
  quick = await startReceiver();
  worker = startWorker();
});
afterAll(async () => {
  await slow.stop();
  await worker.stop();
  await quick.stop();
});

async function until(condition: () => boolean | Promise<boolean>) {
  const start = Date.now();
  while (!(await condition())) {
    if (Date.now() - start > 14_000) throw new Error("not within 14 s");
    await sleep(10);
  }
  return Date.now() - start;
}

test("deliverWebhook: receivers hang → one worker each; other receivers and payments are not delayed", async () => {
  expect([env().WORKER_CONCURRENCY, env().WEBHOOK_CONCURRENCY]).toEqual([4, 20]);
  const customer = await newCustomer();
  const { publicId } = customer;
  const [hanging, served] = [await newApp(), await newApp()];
  // More receivers than the payment pool has workers, each with several pending deliveries.
  for (let n = 0; n < 6; n++) await newEndpoint(hanging, slow.url);
  await newEndpoint(served, quick.url);
  for (let n = 0; n < 5; n++) await emitPaymentEvent(publicId, hanging.id, `pay_slow_${n}`);
  await until(() => slow.messages.length === 6);

  for (let n = 0; n < 10; n++) {
    const before = quick.messages.length;
    await emitPaymentEvent(publicId, served.id, `pay_${n}`);
    expect(await until(() => quick.messages.length > before)).toBeLessThan(1_000);
  }

  const before = quick.messages.length;
  const start = Date.now();
  for (let n = 0; n < 50; n++) await emitPaymentEvent(publicId, served.id, `pay_many_${n}`);
  await until(() => quick.messages.length === before + 50);
  // With a queue of graphile-worker a worker would take one job per poll, every 2 s.
  expect(Date.now() - start).toBeLessThan(10_000);

  const bought = await startCheckout(customer);
  await confirm(bought.stripe_payment_intent_id);
  await deliver(await eventOf(bought.stripe_payment_intent_id, "payment_intent.succeeded"));
  const active = await until(async () => {
    const { rows } = await sql(
      "select from prop_accounts where payment_id = $1 and status = 'active'",
      [bought.payment_id],
    );
    return rows.length === 1;
  });
  expect(active).toBeLessThan(2_000);
  expect(slow.messages).toHaveLength(6);
}, 60_000);
