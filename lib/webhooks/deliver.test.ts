import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newCustomer } from "@/testing/api";
import { newApp, sql } from "@/testing/callers";
import { workOff } from "@/testing/stripe";
import {
  deliveriesOf,
  endpoints,
  newEndpoint,
  skipWait,
  startReceiver,
  tellOf,
  verified,
} from "@/testing/webhooks";

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
  receiver.answer = (response) => void response.writeHead(204).end();
});

const tell = async () => {
  await tellOf(customer, app.id);
  await workOff();
};
const failWith = (status: number) => {
  receiver.answer = (response) => void response.writeHead(status).end("not now");
};
const listen = () => newEndpoint(app.headers, receiver.url);
const latest = async (id: string) => (await deliveriesOf(app.headers, id))[0];

/** Lets a waiting delivery's time come and makes its attempt. */
async function again(id: string) {
  const delivery = await latest(id);
  await skipWait(delivery?.id ?? "");
  await workOff();
}

test("an event arrives once, as the standard's envelope, signed with the endpoint's secret", async () => {
  const { id, secret } = await listen();
  await tell();
  const [message, ...more] = receiver.messages;
  if (!message) throw new Error("nothing came");
  expect(more).toEqual([]);
  expect(verified(secret, message)).toEqual({
    type: "payment.succeeded",
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    data: {
      payment_id: "pay_1",
      user_id: customer,
      stripe_payment_intent_id: null,
      tier_id: "tier_25k",
      amount_cents: 19_900,
      currency: "usd",
      prop_account_id: null,
    },
  });
  expect(message.headers).toMatchObject({
    "content-type": "application/json",
    "webhook-id": expect.stringMatching(/^evt_[0-9a-f]{32}$/),
    "webhook-timestamp": expect.stringMatching(/^\d{10}$/),
    "webhook-signature": expect.stringMatching(/^v1,[^ ]+$/),
  });
  expect(await deliveriesOf(app.headers, id)).toEqual([
    {
      id: expect.stringMatching(/^whd_[0-9a-f]{32}$/),
      endpoint_id: id,
      event_id: message.headers["webhook-id"],
      event_type: "payment.succeeded",
      redelivery_of: null,
      status: "succeeded",
      attempts: 1,
      response_status: 204,
      response_body: "",
      error: null,
      duration_ms: expect.any(Number),
      created_at: expect.any(String),
      last_attempt_at: expect.any(String),
      next_attempt_at: null,
    },
  ]);
});

test("a changed body, another secret and an old timestamp are refused by the library", async () => {
  const { secret } = await listen();
  await tell();
  const [message] = receiver.messages;
  if (!message) throw new Error("nothing came");
  const other = `whsec_${Buffer.alloc(32, 1).toString("base64")}`;
  const changed = { ...message, body: message.body.replace("19900", "1") };
  const old = {
    ...message.headers,
    "webhook-timestamp": String(Math.floor(Date.now() / 1000) - 301),
  };
  expect(() => verified(secret, changed)).toThrow("No matching signature");
  expect(() => verified(other, message)).toThrow("No matching signature");
  expect(() => verified(secret, { ...message, headers: old })).toThrow("too old");
});

test("an attempt that failed is made again after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 10 h, then it has failed", async () => {
  const { id } = await listen();
  failWith(500);
  await tell();
  const waits: number[] = [];
  for (;;) {
    const delivery = await latest(id);
    if (delivery?.status !== "pending" || waits.length > 10) break;
    const { rows } = await sql(
      "select run_at from graphile_worker.jobs where key like $1 and locked_at is null",
      [`deliver-webhook:${delivery.id}:%`],
    );
    expect(rows.map(({ run_at }) => run_at.toISOString())).toEqual([delivery.next_attempt_at]);
    const next = Date.parse(delivery.next_attempt_at ?? "");
    waits.push(Math.round((next - Date.parse(delivery.last_attempt_at ?? "")) / 1000));
    await again(id);
  }
  expect(waits).toEqual([5, 300, 1_800, 7_200, 18_000, 36_000, 36_000]);
  expect(await latest(id)).toMatchObject({
    status: "failed",
    attempts: 8,
    response_status: 500,
    response_body: "not now",
    error: "answered 500",
    next_attempt_at: null,
  });
  const ids = new Set(receiver.messages.map(({ headers }) => headers["webhook-id"]));
  expect([receiver.messages.length, ids.size]).toEqual([8, 1]);
});

test("a retry is signed anew, over the very same bytes, and what it brings replaces what was there", async () => {
  const { id, secret } = await listen();
  failWith(503);
  await tell();
  receiver.answer = (response) => void response.writeHead(200).end("ok");
  await again(id);
  const bodies = new Set(receiver.messages.map(({ body }) => body));
  expect([receiver.messages.length, bodies.size]).toEqual([2, 1]);
  for (const message of receiver.messages) verified(secret, message);
  expect(await latest(id)).toMatchObject({
    status: "succeeded",
    attempts: 2,
    response_status: 200,
    response_body: "ok",
    error: null,
  });
});

test("a job that comes before its delivery is due sends nothing", async () => {
  const { id } = await listen();
  failWith(500);
  await tell();
  await sql("update graphile_worker._private_jobs set run_at = now()");
  await workOff();
  expect([receiver.messages.length, (await latest(id))?.attempts]).toEqual([1, 1]);
});

describe("redelivery", () => {
  test("sends the same event again under the same id, and leaves the delivery before it as it is", async () => {
    const { id, secret } = await listen();
    await tell();
    const first = await latest(id);
    const { status, body } = await endpoints.redeliver(app.headers, id, first?.id ?? "");
    expect([status, body.status, body.redelivery_of]).toEqual([202, "pending", first?.id]);
    await workOff();
    expect(await deliveriesOf(app.headers, id)).toEqual([
      expect.objectContaining({ id: body.id, status: "succeeded", event_id: first?.event_id }),
      first,
    ]);
    expect(receiver.messages.map((message) => verified(secret, message).type)).toHaveLength(2);
    expect(new Set(receiver.messages.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  });

  test("gives one that failed for good the whole schedule again", async () => {
    const { id } = await listen();
    failWith(500);
    await tell();
    await sql("update webhook_deliveries set attempts = 7 where endpoint_id = $1", [id]);
    await again(id);
    const failed = await latest(id);
    expect(failed).toMatchObject({ status: "failed", attempts: 8 });
    await endpoints.redeliver(app.headers, id, failed?.id ?? "");
    await workOff();
    expect(await latest(id)).toMatchObject({ status: "pending", attempts: 1 });
  });
});

test("a test event goes to the one endpoint, whatever it listens to", async () => {
  const { id, secret } = await newEndpoint(app.headers, receiver.url, ["prop_account.closed"]);
  await listen();
  const { status, body } = await endpoints.test(app.headers, id);
  expect([status, body.event_type, body.status]).toEqual([202, "webhook.test", "pending"]);
  await workOff();
  const [message, ...more] = receiver.messages;
  if (!message) throw new Error("nothing came");
  expect(more).toEqual([]);
  expect(verified(secret, message)).toMatchObject({
    type: "webhook.test",
    data: { endpoint_id: id },
  });
  expect((await latest(id))?.status).toBe("succeeded");
});

test("deliveries are listed by status, and by pages", async () => {
  const { id } = await listen();
  await tell();
  failWith(500);
  await tell();
  await tell();
  const list = (query: string) => endpoints.deliveries(app.headers, id, query);
  const of = async (status: string) => (await list(`?status=${status}`)).body.length;
  expect([await of("succeeded"), await of("pending"), await of("failed")]).toEqual([1, 2, 0]);
  expect((await list("?status=lost")).status).toBe(400);
  const all = (await list("")).body;
  const first = await list("?limit=2");
  const cursor = new URL(first.headers.get("link")?.slice(1).split(">")[0] ?? "").searchParams;
  const second = await list(`?${cursor}`);
  expect([...first.body, ...second.body]).toEqual(all);
  expect(second.headers.get("link")).toBeNull();
});
