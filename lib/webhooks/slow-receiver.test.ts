import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { env } from "@/lib/env";
import { startWorker } from "@/lib/jobs/worker";
import { newCustomer } from "@/testing/api";
import { newApp, sql } from "@/testing/callers";
import { buy, confirm, deliver, eventOf } from "@/testing/stripe";
import { newEndpoint, startReceiver, tellOf } from "@/testing/webhooks";

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

test("receivers that hang hold up neither the others nor a payment, and take one worker each", async () => {
  expect([env().WORKER_CONCURRENCY, env().WEBHOOK_CONCURRENCY]).toEqual([4, 20]);
  const { headers, publicId } = await newCustomer();
  const [hanging, served] = [await newApp(), await newApp()];
  // More than the workers that money has, each with several deliveries that wait.
  for (let n = 0; n < 6; n++) await newEndpoint(hanging.headers, slow.url);
  await newEndpoint(served.headers, quick.url);
  for (let n = 0; n < 5; n++) await tellOf(publicId, hanging.id, `pay_slow_${n}`);
  await until(() => slow.messages.length === 6);

  for (let n = 0; n < 10; n++) {
    const before = quick.messages.length;
    await tellOf(publicId, served.id, `pay_${n}`);
    expect(await until(() => quick.messages.length > before)).toBeLessThan(1_000);
  }

  const before = quick.messages.length;
  const start = Date.now();
  for (let n = 0; n < 50; n++) await tellOf(publicId, served.id, `pay_many_${n}`);
  await until(() => quick.messages.length === before + 50);
  // A queue of graphile-worker's would take one job with each look for jobs, every 2 s.
  expect(Date.now() - start).toBeLessThan(10_000);

  const bought = await buy(headers);
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
