import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { newApp } from "@/testing/actors/app";
import { newCustomer } from "@/testing/actors/customer";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { startReceiver } from "@/testing/stand-ins/webhook-receiver";
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
  receiver.respond = (response) => void response.writeHead(500).end();
});

const recover = () => {
  receiver.respond = (response) => void response.writeHead(204).end();
};
const emitAndDeliver = async () => {
  await emitPaymentEvent(customer, app.id);
  await runAllJobs();
};
const setFailingFor = (id: string, time: string) =>
  sql("update webhook_endpoints set failing_since = now() - $2::interval where id = $1", [
    id,
    time,
  ]);
const read = async (id: string) => (await as(app).get(`/v2/webhook-endpoints/${id}`)).body;

test("deliverWebhook: an endpoint fails for 5 days → disabled with a reason, and nothing more is sent", async () => {
  const { id } = await newEndpoint(app, receiver.url);
  await emitAndDeliver();
  expect(await read(id)).toMatchObject({ enabled: true, failing_since: expect.any(String) });
  await setFailingFor(id, "4 days 23 hours 59 minutes");
  await emitAndDeliver();
  expect(await read(id)).toMatchObject({ enabled: true, disabled_reason: null });
  await setFailingFor(id, "5 days");
  await emitAndDeliver();
  expect(await read(id)).toMatchObject({
    enabled: false,
    disabled_at: expect.any(String),
    disabled_reason: "All deliveries failed for 5 days. Last error: HTTP 500.",
  });
  const before = (await deliveriesOf(app, id)).length;
  await emitAndDeliver();
  expect([receiver.messages.length, (await deliveriesOf(app, id)).length]).toEqual([3, before]);
});

test("deliverWebhook: a pending delivery of a disabled endpoint → failed without an attempt", async () => {
  const { id } = await newEndpoint(app, receiver.url);
  await emitAndDeliver();
  await as(app).patch(`/v2/webhook-endpoints/${id}`, { enabled: false });
  const [pending] = await deliveriesOf(app, id);
  await skipRetryDelay(pending?.id ?? "");
  await runAllJobs();
  expect((await deliveriesOf(app, id))[0]).toMatchObject({
    status: "failed",
    attempts: 1,
    response_status: 500,
    error: "the endpoint is disabled",
    next_attempt_at: null,
  });
  expect(receiver.messages).toHaveLength(1);
});

test("PATCH /v2/webhook-endpoints/[id]: enabled again → pending and new deliveries are sent, failing_since is null", async () => {
  const { id } = await newEndpoint(app, receiver.url);
  await emitAndDeliver();
  await setFailingFor(id, "5 days");
  await emitAndDeliver();
  expect((await read(id)).enabled).toBe(false);
  const { status, body } = await as(app).patch(`/v2/webhook-endpoints/${id}`, { enabled: true });
  expect([status, body.enabled, body.disabled_reason, body.failing_since]).toEqual([
    200,
    true,
    null,
    null,
  ]);
  recover();
  for (const { id: delivery } of await deliveriesOf(app, id)) await skipRetryDelay(delivery);
  await emitAndDeliver();
  const statuses = (await deliveriesOf(app, id)).map((delivery) => delivery.status);
  expect(statuses).toEqual(["succeeded", "succeeded", "succeeded"]);
});

test("deliverWebhook: one delivery succeeds → failing_since is null, and the next failure sets it again", async () => {
  const { id } = await newEndpoint(app, receiver.url);
  await emitAndDeliver();
  await setFailingFor(id, "4 days");
  recover();
  await emitAndDeliver();
  expect((await read(id)).failing_since).toBeNull();
  receiver.respond = (response) => void response.writeHead(500).end();
  await emitAndDeliver();
  expect(Date.now() - Date.parse((await read(id)).failing_since)).toBeLessThan(10_000);
});

test("deliverWebhook: the app is disabled → pending deliveries fail, and new events have none", async () => {
  const { id } = await newEndpoint(app, receiver.url);
  await emitPaymentEvent(customer, app.id);
  await sql("update api_apps set disabled_at = now() where id = $1", [app.id]);
  await runAllJobs();
  await emitAndDeliver();
  expect(receiver.messages).toEqual([]);
  const { rows } = await sql(
    "select status, attempts, error from webhook_deliveries where endpoint_id = $1",
    [id],
  );
  expect(rows).toEqual([{ status: "failed", attempts: 0, error: "the app is disabled" }]);
});

test("deliverWebhook: the receiver answers 410 Gone → endpoint disabled, no retry, nothing more is sent", async () => {
  const { id } = await newEndpoint(app, receiver.url);
  await emitAndDeliver();
  receiver.respond = (response) => void response.writeHead(410).end();
  await emitAndDeliver();
  expect(await read(id)).toMatchObject({
    enabled: false,
    disabled_at: expect.any(String),
    disabled_reason: "The receiver responded with 410 Gone, so it no longer wants webhooks.",
  });
  const [gone, pending] = await deliveriesOf(app, id);
  expect(gone).toMatchObject({ status: "failed", response_status: 410, next_attempt_at: null });
  expect(pending).toMatchObject({ status: "pending" });
  await skipRetryDelay(pending?.id ?? "");
  await runAllJobs();
  expect((await deliveriesOf(app, id))[1]).toMatchObject({
    status: "failed",
    error: "the endpoint is disabled",
  });
  await emitAndDeliver();
  expect(receiver.messages).toHaveLength(2);
});

test("deliverWebhook: enabled again after a 410 Gone → sent again", async () => {
  const { id } = await newEndpoint(app, receiver.url);
  receiver.respond = (response) => void response.writeHead(410).end();
  await emitAndDeliver();
  await as(app).patch(`/v2/webhook-endpoints/${id}`, { enabled: true });
  recover();
  await emitAndDeliver();
  expect((await deliveriesOf(app, id))[0]).toMatchObject({ status: "succeeded" });
});
