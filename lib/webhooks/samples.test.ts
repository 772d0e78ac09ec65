import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type WebhookEvent, webhookReceiver } from "@/public/samples/webhook-receiver";
import { newCustomer } from "@/testing/api";
import { newApp } from "@/testing/callers";
import { workOff } from "@/testing/stripe";
import { deliveriesOf, endpoints, newEndpoint, tellOf } from "@/testing/webhooks";

// The guide's TypeScript sample, as a receiver would run it: the app posts to it over HTTP.
const kept = new Map<string, WebhookEvent>();
let fails = false;
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
  ({ id: endpointId, secret } = await newEndpoint(app.headers, `http://127.0.0.1:${port}/`));
  server = webhookReceiver(secret, async (id, event) => {
    if (fails) throw new Error("the receiver's database is away");
    kept.set(id, event);
  });
  await once(server.listen(port, "127.0.0.1"), "listening");
});
afterAll(() => server.close());

const latest = async () => (await deliveriesOf(app.headers, endpointId))[0];
const post = async (headers: Record<string, string>, body: string) => {
  const { port } = server.address() as AddressInfo;
  return (await fetch(`http://127.0.0.1:${port}/`, { method: "POST", headers, body })).status;
};

test("the sample takes what we send, and keeps an event that comes twice once", async () => {
  await tellOf(customer, app.id, "pay_of_the_sample");
  await workOff();
  const first = await latest();
  expect(first).toMatchObject({ status: "succeeded", response_status: 204 });
  await endpoints.redeliver(app.headers, endpointId, first?.id ?? "");
  await workOff();
  expect((await latest())?.status).toBe("succeeded");
  expect([...kept.keys()]).toEqual([first?.event_id]);
  expect([...kept.values()]).toMatchObject([
    { type: "payment.succeeded", data: { payment_id: "pay_of_the_sample" } },
  ]);
});

test("the sample refuses what isn't signed, or not by us", async () => {
  const body = JSON.stringify({ type: "payment.succeeded", data: {} });
  const headers = {
    "webhook-id": "evt_forged",
    "webhook-timestamp": String(Math.floor(Date.now() / 1000)),
    "webhook-signature": `v1,${Buffer.alloc(32).toString("base64")}`,
  };
  expect([await post({}, body), await post(headers, body)]).toEqual([400, 400]);
  expect(kept.has("evt_forged")).toBe(false);
});

test("what the sample can't keep is sent to it again", async () => {
  fails = true;
  await tellOf(customer, app.id);
  await workOff();
  fails = false;
  expect(await latest()).toMatchObject({ status: "pending", response_status: 500 });
});
