import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newApp } from "@/testing/actors/app";
import { newCustomer } from "@/testing/actors/customer";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { startReceiver, verified } from "@/testing/stand-ins/webhook-receiver";
import {
  deliveriesOf,
  emitPaymentEvent,
  newEndpoint,
  skipRetryDelay,
} from "@/testing/webhooks/endpoints";

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
  receiver.respond = (response) => void response.writeHead(204).end();
});

const emitAndDeliver = async () => {
  await emitPaymentEvent(customer, app.id);
  await runAllJobs();
};
const failWith = (status: number) => {
  receiver.respond = (response) => void response.writeHead(status).end("not now");
};
const subscribe = () => newEndpoint(app, receiver.url);
const latest = async (id: string) => (await deliveriesOf(app, id))[0];

/** Makes the next attempt of the latest delivery without its delay. */
async function retryNow(id: string) {
  const delivery = await latest(id);
  await skipRetryDelay(delivery?.id ?? "");
  await runAllJobs();
}

test("deliverWebhook: an event → sent once, in the envelope of Standard Webhooks, signed with the endpoint's secret", async () => {
  const { id, secret } = await subscribe();
  await emitAndDeliver();
  const [message, ...others] = receiver.messages;
  if (!message) throw new Error("no message");
  expect(others).toEqual([]);
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
  expect(await deliveriesOf(app, id)).toEqual([
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

test("deliverWebhook: a changed body, another secret or an old timestamp → rejected by the library", async () => {
  const { secret } = await subscribe();
  await emitAndDeliver();
  const [message] = receiver.messages;
  if (!message) throw new Error("no message");
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

test("deliverWebhook: every attempt fails → retried after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h, then failed", async () => {
  const { id } = await subscribe();
  failWith(500);
  await emitAndDeliver();
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
    await retryNow(id);
  }
  expect(waits).toEqual([5, 300, 1_800, 7_200, 18_000, 36_000, 36_000]);
  expect(await latest(id)).toMatchObject({
    status: "failed",
    attempts: 8,
    response_status: 500,
    response_body: "not now",
    error: "HTTP 500",
    next_attempt_at: null,
  });
  const ids = new Set(receiver.messages.map(({ headers }) => headers["webhook-id"]));
  expect([receiver.messages.length, ids.size]).toEqual([8, 1]);
});

test("deliverWebhook: a retry succeeds → the same body, signed again, and its result replaces the earlier one", async () => {
  const { id, secret } = await subscribe();
  failWith(503);
  await emitAndDeliver();
  receiver.respond = (response) => void response.writeHead(200).end("ok");
  await retryNow(id);
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

test("deliverWebhook: the job runs before the time of the next attempt → sends nothing", async () => {
  const { id } = await subscribe();
  failWith(500);
  await emitAndDeliver();
  await sql("update graphile_worker._private_jobs set run_at = now()");
  await runAllJobs();
  expect([receiver.messages.length, (await latest(id))?.attempts]).toEqual([1, 1]);
});

describe("POST /v2/webhook-endpoints/[id]/deliveries/[delivery_id]/redeliver", () => {
  test("a succeeded delivery → the same event sent again with the same id, the earlier delivery unchanged", async () => {
    const { id, secret } = await subscribe();
    await emitAndDeliver();
    const first = await latest(id);
    const { status, body } = await as(app).post(
      `/v2/webhook-endpoints/${id}/deliveries/${first?.id ?? ""}/redeliver`,
    );
    expect([status, body.status, body.redelivery_of]).toEqual([202, "pending", first?.id]);
    await runAllJobs();
    expect(await deliveriesOf(app, id)).toEqual([
      expect.objectContaining({ id: body.id, status: "succeeded", event_id: first?.event_id }),
      first,
    ]);
    expect(receiver.messages.map((message) => verified(secret, message).type)).toHaveLength(2);
    expect(new Set(receiver.messages.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  });

  test("a failed delivery → the whole retry schedule again", async () => {
    const { id } = await subscribe();
    failWith(500);
    await emitAndDeliver();
    await sql("update webhook_deliveries set attempts = 7 where endpoint_id = $1", [id]);
    await retryNow(id);
    const failed = await latest(id);
    expect(failed).toMatchObject({ status: "failed", attempts: 8 });
    await as(app).post(`/v2/webhook-endpoints/${id}/deliveries/${failed?.id ?? ""}/redeliver`);
    await runAllJobs();
    expect(await latest(id)).toMatchObject({ status: "pending", attempts: 1 });
  });
});

test("POST /v2/webhook-endpoints/[id]/test: another subscription → sent to this endpoint only", async () => {
  const { id, secret } = await newEndpoint(app, receiver.url, ["prop_account.closed"]);
  await subscribe();
  const { status, body } = await as(app).post(`/v2/webhook-endpoints/${id}/test`);
  expect([status, body.event_type, body.status]).toEqual([202, "webhook.test", "pending"]);
  await runAllJobs();
  const [message, ...others] = receiver.messages;
  if (!message) throw new Error("no message");
  expect(others).toEqual([]);
  expect(verified(secret, message)).toMatchObject({
    type: "webhook.test",
    data: { endpoint_id: id },
  });
  expect((await latest(id))?.status).toBe("succeeded");
});

test("GET /v2/webhook-endpoints/[id]/deliveries: status, limit, cursor → filtered, by pages", async () => {
  const { id } = await subscribe();
  await emitAndDeliver();
  failWith(500);
  await emitAndDeliver();
  await emitAndDeliver();
  const list = (query: string) => as(app).get(`/v2/webhook-endpoints/${id}/deliveries${query}`);
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
