import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { env } from "@/lib/core/env";
import { startWorker } from "@/lib/worker/worker";
import { newApp } from "@/testing/actors/app";
import { newCustomer } from "@/testing/actors/customer";
import { as } from "@/testing/http/client";
import { startReceiver } from "@/testing/stand-ins/webhook-receiver";
import { emitPaymentEvent, newEndpoint } from "@/testing/webhooks/endpoints";

let worker: ReturnType<typeof startWorker>;
let slow: Awaited<ReturnType<typeof startReceiver>>;
let quick: Awaited<ReturnType<typeof startReceiver>>;
/** A response without an end: a byte of its headers or of its body now and then. */
function drip(response: ServerResponse, part: "headers" | "body") {
  if (part === "body") response.writeHead(200);
  else response.socket?.write("HTTP/1.1 200 OK\r\nx-drip: ");
  const timer = setInterval(() => {
    if (part === "body") response.write("x");
    else response.socket?.write("x");
  }, 100);
  response.socket?.once("close", () => clearInterval(timer));
}
/** Responders that occupy a worker for as long as they can, each in a different way. */
const hostileResponders = [
  () => {},
  (response: ServerResponse) => drip(response, "headers"),
  (response: ServerResponse) => drip(response, "body"),
];

beforeAll(async () => {
  let count = 0;
  slow = await startReceiver((response) =>
    hostileResponders[count++ % hostileResponders.length]?.(response),
  );
  quick = await startReceiver();
  worker = startWorker();
});
afterAll(async () => {
  await slow.stop();
  await worker.stop();
  await quick.stop();
});

async function until(isDone: () => boolean, seconds: number) {
  const start = Date.now();
  while (!isDone()) {
    if (Date.now() - start > seconds * 1000) throw new Error(`not within ${seconds} s`);
    await sleep(10);
  }
  return Date.now() - start;
}

test("deliverWebhook: 32 endpoints of two apps hang or drip, 20 workers → another app's webhook is sent within 3 s, and a waiting endpoint is served", async () => {
  expect(env().WEBHOOK_CONCURRENCY).toBe(20);
  const { publicId } = await newCustomer();
  const [first, second] = [await newApp(), await newApp()];
  const quiet = await newApp();
  await newEndpoint(quiet, quick.url);
  for (const app of [first, second]) {
    for (let n = 0; n < 16; n++) await newEndpoint(app, slow.url);
    for (let n = 0; n < 3; n++) await emitPaymentEvent(publicId, app.id, `pay_slow_${n}`);
  }
  // The first app has half of the workers, the second one half of the rest; some are free.
  await until(() => slow.messages.length >= 14, 10);
  for (let n = 0; n < 5; n++) {
    const before = quick.messages.length;
    await emitPaymentEvent(publicId, quiet.id, `pay_${n}`);
    expect(await until(() => quick.messages.length > before, 10)).toBeLessThan(3_000);
  }
  expect(slow.messages.length).toBeLessThan(20);
  const { body } = await as(first).get("/v2/webhook-endpoints");
  await as(first).patch(`/v2/webhook-endpoints/${body[0].id}`, { url: quick.url });
  await emitPaymentEvent(publicId, first.id, "pay_served_late");
  await until(() => quick.messages.some((message) => message.body.includes("served_late")), 45);
}, 90_000);
