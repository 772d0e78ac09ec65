import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { GET } from "@/app/api/v2/webhook-endpoints/route";
import { env } from "@/lib/env";
import { startWorker } from "@/lib/jobs/worker";
import { call, newCustomer } from "@/testing/api";
import { newApp } from "@/testing/callers";
import { endpoints, newEndpoint, startReceiver, tellOf } from "@/testing/webhooks";

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
/** Each holds its worker for as long as it can, in a way of its own. */
const hostile = [
  () => {},
  (response: ServerResponse) => drip(response, "headers"),
  (response: ServerResponse) => drip(response, "body"),
];

beforeAll(async () => {
  let count = 0;
  slow = await startReceiver((response) => hostile[count++ % hostile.length]?.(response));
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

test("deliverWebhook: 32 endpoints of two apps hang or drip, 20 workers → another app's webhook is sent within 3 s, and a waiting endpoint gets its turn", async () => {
  expect(env().WEBHOOK_CONCURRENCY).toBe(20);
  const { publicId } = await newCustomer();
  const noisy = [await newApp(), await newApp()];
  const quiet = await newApp();
  await newEndpoint(quiet.headers, quick.url);
  for (const app of noisy) {
    for (let n = 0; n < 16; n++) await newEndpoint(app.headers, slow.url);
    for (let n = 0; n < 3; n++) await tellOf(publicId, app.id, `pay_slow_${n}`);
  }
  // Half of the workers for the first, half of what is left for the second, and some free.
  await until(() => slow.messages.length >= 14, 10);
  for (let n = 0; n < 5; n++) {
    const before = quick.messages.length;
    await tellOf(publicId, quiet.id, `pay_${n}`);
    expect(await until(() => quick.messages.length > before, 10)).toBeLessThan(3_000);
  }
  expect(slow.messages.length).toBeLessThan(20);
  const first = noisy[0]?.headers ?? {};
  const { body } = await call(GET, { path: "/api/v2/webhook-endpoints", headers: first });
  await endpoints.change(first, body[0].id, { url: quick.url });
  await tellOf(publicId, noisy[0]?.id ?? "", "pay_served_late");
  await until(() => quick.messages.some((message) => message.body.includes("served_late")), 45);
}, 90_000);
