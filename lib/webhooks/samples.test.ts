import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type WebhookEvent, webhookReceiver } from "@/public/samples/webhook-receiver";
import { newApp } from "@/testing/actors/app";
import { newCustomer } from "@/testing/actors/customer";
import { runAllJobs } from "@/testing/database/jobs";
import { as } from "@/testing/http/client";
import { deliveriesOf, emitPaymentEvent, newEndpoint } from "@/testing/webhooks/endpoints";

// The guide's TypeScript sample, as a receiver would run it: the app posts to it over HTTP.
const stored = new Map<string, WebhookEvent>();
let isFailing = false;
let secret = "";
let app: Awaited<ReturnType<typeof newApp>>;
let customer: string;
let endpointId: string;
let server: ReturnType<typeof webhookReceiver>;
beforeAll(async () => {
  app = await newApp();
  customer = (await newCustomer()).publicId;
  const reserved = webhookReceiver(`whsec_${"A".repeat(43)}=`, async () => {});
  await once(reserved.listen(0, "127.0.0.1"), "listening");
  const { port } = reserved.address() as AddressInfo;
  await new Promise((done) => reserved.close(done));
  ({ id: endpointId, secret } = await newEndpoint(app, `http://127.0.0.1:${port}/`));
  server = webhookReceiver(secret, async (id, event) => {
    if (isFailing) throw new Error("the receiver's database is unavailable");
    stored.set(id, event);
  });
  await once(server.listen(port, "127.0.0.1"), "listening");
});
afterAll(() => server.close());

const latest = async () => (await deliveriesOf(app, endpointId))[0];
const post = async (headers: Record<string, string>, body: string) => {
  const { port } = server.address() as AddressInfo;
  return (await fetch(`http://127.0.0.1:${port}/`, { method: "POST", headers, body })).status;
};

test("webhookReceiver (sample): an event is delivered twice → accepted, stored once", async () => {
  await emitPaymentEvent(customer, app.id, "pay_of_the_sample");
  await runAllJobs();
  const first = await latest();
  expect(first).toMatchObject({ status: "succeeded", response_status: 204 });
  await as(app).post(`/v2/webhook-endpoints/${endpointId}/deliveries/${first?.id ?? ""}/redeliver`);
  await runAllJobs();
  expect((await latest())?.status).toBe("succeeded");
  expect([...stored.keys()]).toEqual([first?.event_id]);
  expect([...stored.values()]).toMatchObject([
    { type: "payment.succeeded", data: { payment_id: "pay_of_the_sample" } },
  ]);
});

test("webhookReceiver (sample): no signature, or an invalid one → 400", async () => {
  const body = JSON.stringify({ type: "payment.succeeded", data: {} });
  const headers = {
    "webhook-id": "evt_forged",
    "webhook-timestamp": String(Math.floor(Date.now() / 1000)),
    "webhook-signature": `v1,${Buffer.alloc(32).toString("base64")}`,
  };
  expect([await post({}, body), await post(headers, body)]).toEqual([400, 400]);
  expect(stored.has("evt_forged")).toBe(false);
});

test("webhookReceiver (sample): the event can't be stored → 500, so that it is sent again", async () => {
  isFailing = true;
  await emitPaymentEvent(customer, app.id);
  await runAllJobs();
  isFailing = false;
  expect(await latest()).toMatchObject({ status: "pending", response_status: 500 });
});
