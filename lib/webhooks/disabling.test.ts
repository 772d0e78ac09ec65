import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
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
  receiver.answer = (response) => void response.writeHead(500).end();
});

const recover = () => {
  receiver.answer = (response) => void response.writeHead(204).end();
};
const tell = async () => {
  await tellOf(customer, app.id);
  await workOff();
};
const failedFor = (id: string, time: string) =>
  sql("update webhook_endpoints set failing_since = now() - $2::interval where id = $1", [
    id,
    time,
  ]);
const read = async (id: string) => (await endpoints.read(app.headers, id)).body;

test("an endpoint that fails for five days is disabled, says why, and is sent nothing more", async () => {
  const { id } = await newEndpoint(app.headers, receiver.url);
  await tell();
  expect(await read(id)).toMatchObject({ enabled: true, failing_since: expect.any(String) });
  await failedFor(id, "4 days 23 hours 59 minutes");
  await tell();
  expect(await read(id)).toMatchObject({ enabled: true, disabled_reason: null });
  await failedFor(id, "5 days");
  await tell();
  expect(await read(id)).toMatchObject({
    enabled: false,
    disabled_at: expect.any(String),
    disabled_reason: "Nothing could be delivered for 5 days. Last: answered 500.",
  });
  const before = (await deliveriesOf(app.headers, id)).length;
  await tell();
  expect([receiver.messages.length, (await deliveriesOf(app.headers, id)).length]).toEqual([
    3,
    before,
  ]);
});

test("what was still to be sent to a disabled endpoint has failed when its time comes", async () => {
  const { id } = await newEndpoint(app.headers, receiver.url);
  await tell();
  await endpoints.change(app.headers, id, { enabled: false });
  const [waiting] = await deliveriesOf(app.headers, id);
  await skipWait(waiting?.id ?? "");
  await workOff();
  expect((await deliveriesOf(app.headers, id))[0]).toMatchObject({
    status: "failed",
    attempts: 1,
    response_status: 500,
    error: "the endpoint is disabled",
    next_attempt_at: null,
  });
  expect(receiver.messages).toHaveLength(1);
});

test("enabled again it gets what comes and what still waited, and its clock starts anew", async () => {
  const { id } = await newEndpoint(app.headers, receiver.url);
  await tell();
  await failedFor(id, "5 days");
  await tell();
  expect((await read(id)).enabled).toBe(false);
  const { status, body } = await endpoints.change(app.headers, id, { enabled: true });
  expect([status, body.enabled, body.disabled_reason, body.failing_since]).toEqual([
    200,
    true,
    null,
    null,
  ]);
  recover();
  for (const { id: delivery } of await deliveriesOf(app.headers, id)) await skipWait(delivery);
  await tell();
  const statuses = (await deliveriesOf(app.headers, id)).map((delivery) => delivery.status);
  expect(statuses).toEqual(["succeeded", "succeeded", "succeeded"]);
});

test("one delivery is enough to start the five days anew", async () => {
  const { id } = await newEndpoint(app.headers, receiver.url);
  await tell();
  await failedFor(id, "4 days");
  recover();
  await tell();
  expect((await read(id)).failing_since).toBeNull();
  receiver.answer = (response) => void response.writeHead(500).end();
  await tell();
  expect(Date.now() - Date.parse((await read(id)).failing_since)).toBeLessThan(10_000);
});

test("a disabled app is told nothing, of what waits and of what comes", async () => {
  const { id } = await newEndpoint(app.headers, receiver.url);
  await tellOf(customer, app.id);
  await sql("update api_apps set disabled_at = now() where id = $1", [app.id]);
  await workOff();
  await tell();
  expect(receiver.messages).toEqual([]);
  const { rows } = await sql(
    "select status, attempts, error from webhook_deliveries where endpoint_id = $1",
    [id],
  );
  expect(rows).toEqual([{ status: "failed", attempts: 0, error: "the app is disabled" }]);
});

test("deliverWebhook: the receiver answers 410 Gone → endpoint disabled, no retry, nothing more is sent", async () => {
  const { id } = await newEndpoint(app.headers, receiver.url);
  await tell();
  receiver.answer = (response) => void response.writeHead(410).end();
  await tell();
  expect(await read(id)).toMatchObject({
    enabled: false,
    disabled_at: expect.any(String),
    disabled_reason: "The receiver answered 410 Gone, which says that it wants no more webhooks.",
  });
  const [gone, waiting] = await deliveriesOf(app.headers, id);
  expect(gone).toMatchObject({ status: "failed", response_status: 410, next_attempt_at: null });
  expect(waiting).toMatchObject({ status: "pending" });
  await skipWait(waiting?.id ?? "");
  await workOff();
  expect((await deliveriesOf(app.headers, id))[1]).toMatchObject({
    status: "failed",
    error: "the endpoint is disabled",
  });
  await tell();
  expect(receiver.messages).toHaveLength(2);
});

test("deliverWebhook: enabled again after a 410 Gone → sent again", async () => {
  const { id } = await newEndpoint(app.headers, receiver.url);
  receiver.answer = (response) => void response.writeHead(410).end();
  await tell();
  await endpoints.change(app.headers, id, { enabled: true });
  recover();
  await tell();
  expect((await deliveriesOf(app.headers, id))[0]).toMatchObject({ status: "succeeded" });
});
