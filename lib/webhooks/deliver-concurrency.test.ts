import { lookup } from "node:dns";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { newApp } from "@/testing/actors/app";
import { newCustomer } from "@/testing/actors/customer";
import { sql } from "@/testing/database/sql";
import { startReceiver } from "@/testing/stand-ins/webhook-receiver";
import { deliveriesOf, emitPaymentEvent, newEndpoint } from "@/testing/webhooks/endpoints";
import { deliverWebhook } from "./deliver";

let app: Awaited<ReturnType<typeof newApp>>;
let customer: string;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let respondSlowly: typeof receiver.respond;
let inFlight = 0;
let maxInFlight = 0;
beforeAll(async () => {
  customer = (await newCustomer()).publicId;
  receiver = await startReceiver((response) => {
    inFlight += 1;
    maxInFlight = Math.max(maxInFlight, inFlight);
    setTimeout(() => {
      inFlight -= 1;
      response.writeHead(204).end();
    }, 20);
  });
  respondSlowly = receiver.respond;
});
afterAll(() => receiver.stop());
beforeEach(async () => {
  app = await newApp();
  receiver.messages.length = 0;
  maxInFlight = 0;
});

const runJob = (delivery: string, job: string) =>
  deliverWebhook(systemContext(database(), job), delivery);

async function newPendingDeliveries(count: number) {
  const { id } = await newEndpoint(app, receiver.url);
  for (let n = 0; n < count; n++) await emitPaymentEvent(customer, app.id, `pay_${n}`);
  const deliveries = (await deliveriesOf(app, id)).map((delivery) => delivery.id).reverse();
  return { id, deliveries, first: deliveries[0] ?? "" };
}
const statuses = async (id: string) => (await deliveriesOf(app, id)).map(({ status }) => status);
const sentPayments = () =>
  receiver.messages.map(({ body }) => JSON.parse(body).data.payment_id as string);

test("deliverWebhook: 8 concurrent jobs of one endpoint → sent one at a time, each once, in the order of the events", async () => {
  const { id, deliveries } = await newPendingDeliveries(8);
  await Promise.all(deliveries.map((delivery, n) => runJob(delivery, `job_${n}`)));
  expect(await statuses(id)).toEqual(deliveries.map(() => "succeeded"));
  expect(sentPayments()).toEqual(deliveries.map((_, n) => `pay_${n}`));
  expect(maxInFlight).toBe(1);
});

test("deliverWebhook: an event is emitted while a job sends → sent by that job or by its own", async () => {
  const { id, first } = await newPendingDeliveries(1);
  for (let n = 1; n <= 20; n++) {
    const sending = runJob(first, "job_1");
    await emitPaymentEvent(customer, app.id, `pay_${n}`);
    const [newest] = await deliveriesOf(app, id);
    await Promise.all([sending, runJob(newest?.id ?? "", "job_2")]);
    expect((await deliveriesOf(app, id))[0]?.status).toBe("succeeded");
  }
  expect(new Set(sentPayments()).size).toBe(receiver.messages.length);
});

test("deliverWebhook: another job has claimed the endpoint → sends nothing; the claim has expired, or is its own → sends", async () => {
  const { id, first } = await newPendingDeliveries(1);
  const claimFor = (seconds: number) =>
    sql(
      "update webhook_endpoints set claim = 'job_dead', claimed_until = now() + make_interval(secs => $2) where id = $1",
      [id, seconds],
    );
  await claimFor(30);
  await runJob(first, "job_other");
  expect(receiver.messages).toEqual([]);
  await runJob(first, "job_dead");
  expect(await statuses(id)).toEqual(["succeeded"]);
  await emitPaymentEvent(customer, app.id, "pay_next");
  await claimFor(-1);
  await runJob(first, "job_other");
  expect(await statuses(id)).toEqual(["succeeded", "succeeded"]);
  const { rows } = await sql("select claim from webhook_endpoints where id = $1", [id]);
  expect(rows).toEqual([{ claim: null }]);
});

test("deliverWebhook: an attempt fails → the retry has a job of its own, and the running job stays as it was", async () => {
  const { id, first } = await newPendingDeliveries(2);
  await sql("update graphile_worker._private_jobs set locked_by = 'pool', locked_at = now()");
  const isRunning = "payload ->> 'delivery_id' = $1 and locked_at is not null";
  const runningJob = () =>
    sql(`select * from graphile_worker._private_jobs where ${isRunning}`, [first]);
  const before = await runningJob();
  receiver.respond = (response) => void response.writeHead(500).end();
  await runJob(first, "job_1");
  receiver.respond = respondSlowly;
  const { rows } = await runningJob();
  expect(rows).toEqual(before.rows);
  expect(rows).toHaveLength(1);
  const later = await sql("select key from graphile_worker.jobs where locked_at is null");
  expect(later.rows.map(({ key }) => key)).toContain(`deliver-webhook:${first}:1`);
  expect(await statuses(id)).toEqual(["pending", "pending"]);
});

test("deliverWebhook: 5 s have passed → the rest is left to a new job, and the endpoint is released", async () => {
  const { id, deliveries, first } = await newPendingDeliveries(3);
  await sql("delete from graphile_worker._private_jobs");
  receiver.respond = () => {};
  const network = { lookup, timeoutMs: 5_200 };
  await deliverWebhook(systemContext(database(), "job_1"), first, network);
  receiver.respond = respondSlowly;
  expect(sentPayments()).toEqual(["pay_0"]);
  const { rows } = await sql(
    "select payload ->> 'delivery_id' as delivery from graphile_worker._private_jobs where key is null",
  );
  expect(rows).toEqual([{ delivery: deliveries[1] }]);
  const endpoint = await sql("select claim from webhook_endpoints where id = $1", [id]);
  expect(endpoint.rows).toEqual([{ claim: null }]);
}, 20_000);
