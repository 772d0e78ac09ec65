import { lookup } from "node:dns";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { newApp } from "@/testing/actors/app";
import { newCustomer } from "@/testing/actors/customer";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { startReceiver } from "@/testing/stand-ins/webhook-receiver";
import { deliveriesOf, emitPaymentEvent, newEndpoint } from "@/testing/webhooks/endpoints";
import { deliverWebhook } from "./deliver";
import { deliveryRules } from "./delivery-rules";

let app: Awaited<ReturnType<typeof newApp>>;
let customer: string;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
beforeAll(async () => {
  customer = (await newCustomer()).publicId;
  receiver = await startReceiver();
});
afterAll(() => receiver.stop());
beforeEach(async () => {
  app = await newApp();
  receiver.messages.length = 0;
});

/** Delivers an event to a receiver that responds like this. Returns the delivery. */
async function deliverTo(respond: typeof receiver.respond, url = receiver.url) {
  receiver.respond = respond;
  const { id } = await newEndpoint(app, url);
  await emitPaymentEvent(customer, app.id);
  await runAllJobs();
  const [delivery, ...others] = await deliveriesOf(app, id);
  expect(others).toEqual([]);
  return delivery;
}
const failedOnce = { status: "pending", attempts: 1, next_attempt_at: expect.any(String) };

test.each([400, 404, 429, 500, 503])(
  "deliverWebhook: status %i → failed attempt",
  async (status) => {
    const delivery = await deliverTo((response) => void response.writeHead(status).end("no"));
    expect(delivery).toMatchObject({
      ...failedOnce,
      response_status: status,
      response_body: "no",
      error: `HTTP ${status}`,
    });
  },
);

test.each([301, 302, 303, 307, 308])(
  "deliverWebhook: redirect %i → failed attempt, not followed",
  async (status) => {
    const other = await startReceiver();
    const delivery = await deliverTo(
      (response) => void response.writeHead(status, { location: other.url }).end(),
    );
    await other.stop();
    expect(delivery).toMatchObject({
      ...failedOnce,
      response_status: status,
      error: `HTTP ${status}: redirects aren't followed`,
    });
    expect(other.messages).toEqual([]);
  },
);

test("deliverWebhook: the connection is closed without a response → failed attempt", async () => {
  const delivery = await deliverTo((response) => response.destroy());
  const error = "the receiver closed the connection";
  expect(delivery).toMatchObject({ ...failedOnce, response_status: null, error });
});

test("deliverWebhook: the connection is closed in the middle of the response → failed attempt with its status", async () => {
  const delivery = await deliverTo((response) => {
    response.writeHead(200, { "content-length": "100" }).write("half");
    setTimeout(() => response.destroy(), 50);
  });
  const error = "the receiver closed the connection";
  expect(delivery).toMatchObject({ ...failedOnce, response_status: 200, error });
});

test("deliverWebhook: nothing listens at the port → failed attempt", async () => {
  const gone = await startReceiver();
  await gone.stop();
  const delivery = await deliverTo(() => {}, gone.url);
  expect(delivery).toMatchObject({ ...failedOnce, error: expect.stringContaining("ECONNREFUSED") });
});

test("deliverWebhook: the host doesn't exist → failed attempt", async () => {
  const delivery = await deliverTo(() => {}, "http://nowhere.invalid/");
  const error = "the host wasn't found, or its address isn't public";
  expect(delivery).toMatchObject({ ...failedOnce, error });
  // An unreachable resolver takes a while to time out.
}, 60_000);

test("deliverWebhook: a response of 100 MiB → succeeded, at most 64 KiB read and 1,000 characters stored", async () => {
  const piece = "é".repeat(32 * 1024);
  let sent = 0;
  let isComplete = false;
  const delivery = await deliverTo((response) => {
    response.writeHead(200, { "content-type": "text/plain" });
    const more = () => {
      if (response.destroyed) return;
      // More than the buffers of two sockets: the sender notices that reading has stopped.
      if (sent >= 100 * 1024 * 1024) {
        isComplete = true;
        response.end();
        return;
      }
      sent += Buffer.byteLength(piece);
      if (response.write(piece)) setImmediate(more);
      else response.once("drain", more);
    };
    more();
  });
  expect(delivery).toMatchObject({ status: "succeeded", response_status: 200, error: null });
  expect(delivery?.response_body).toBe("é".repeat(1_000));
  expect(isComplete).toBe(false);
});

test("deliverWebhook: the response has invalid UTF-8 and U+0000 → stored with replacement characters", async () => {
  const delivery = await deliverTo((response) => {
    response.writeHead(200).end(Buffer.from([0x61, 0x00, 0xff, 0x62]));
  });
  expect(delivery).toMatchObject({ status: "succeeded", response_body: "a\ufffd\ufffdb" });
});

const hangingReceivers: [string, typeof receiver.respond, number | null][] = [
  ["never responds", () => {}, null],
  ["never ends its response", (response) => void response.writeHead(200).write("…"), 200],
  [
    "sends a byte at a time",
    (response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write("."), 20);
      response.once("close", () => clearInterval(timer));
    },
    200,
  ],
];
test.each(hangingReceivers)(
  "deliverWebhook: the receiver %s → failed attempt after the timeout",
  async (_, respond, status) => {
    receiver.respond = respond;
    const { id } = await newEndpoint(app, receiver.url);
    await emitPaymentEvent(customer, app.id);
    const { rows } = await sql("select id from webhook_deliveries where endpoint_id = $1", [id]);
    await deliverWebhook(systemContext(database(), "job_test"), rows[0].id, {
      lookup,
      timeoutMs: 300,
    });
    const [delivery] = await deliveriesOf(app, id);
    expect(delivery).toMatchObject({
      ...failedOnce,
      response_status: status,
      error: "no response within 0.3 s",
    });
    expect(delivery?.duration_ms).toBeLessThan(2_000);
  },
);

test("deliveryRules: timeoutSeconds → 15", () => {
  expect(deliveryRules.timeoutSeconds).toBe(15);
});
