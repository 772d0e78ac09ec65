import { lookup } from "node:dns";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { systemContext } from "@/lib/context";
import { database } from "@/lib/database";
import { newCustomer } from "@/testing/api";
import { newApp, sql } from "@/testing/callers";
import { deliveriesOf, newEndpoint, startReceiver, tellOf } from "@/testing/webhooks";
import { deliverWebhook } from "./deliver";

let app: Awaited<ReturnType<typeof newApp>>;
let customer: string;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let usual: typeof receiver.answer;
let inFlight = 0;
let most = 0;
beforeAll(async () => {
  customer = (await newCustomer()).publicId;
  receiver = await startReceiver((response) => {
    inFlight += 1;
    most = Math.max(most, inFlight);
    setTimeout(() => {
      inFlight -= 1;
      response.writeHead(204).end();
    }, 20);
  });
  usual = receiver.answer;
});
afterAll(() => receiver.stop());
beforeEach(async () => {
  app = await newApp();
  receiver.messages.length = 0;
  most = 0;
});

const run = (delivery: string, job: string) =>
  deliverWebhook(systemContext(database(), job), delivery);

async function waiting(count: number) {
  const { id } = await newEndpoint(app.headers, receiver.url);
  for (let n = 0; n < count; n++) await tellOf(customer, app.id, `pay_${n}`);
  const deliveries = (await deliveriesOf(app.headers, id)).map((delivery) => delivery.id).reverse();
  return { id, deliveries, first: deliveries[0] ?? "" };
}
const statuses = async (id: string) =>
  (await deliveriesOf(app.headers, id)).map(({ status }) => status);
const sent = () => receiver.messages.map(({ body }) => JSON.parse(body).data.payment_id as string);

test("jobs at once send to an endpoint one webhook at a time, each once, in the order of the events", async () => {
  const { id, deliveries } = await waiting(8);
  await Promise.all(deliveries.map((delivery, n) => run(delivery, `job_${n}`)));
  expect(await statuses(id)).toEqual(deliveries.map(() => "succeeded"));
  expect(sent()).toEqual(deliveries.map((_, n) => `pay_${n}`));
  expect(most).toBe(1);
});

test("what is told while a job sends is sent by it, or by the job that it brings", async () => {
  const { id, first } = await waiting(1);
  for (let n = 1; n <= 20; n++) {
    const sending = run(first, "job_1");
    await tellOf(customer, app.id, `pay_${n}`);
    const [newest] = await deliveriesOf(app.headers, id);
    await Promise.all([sending, run(newest?.id ?? "", "job_2")]);
    expect((await deliveriesOf(app.headers, id))[0]?.status).toBe("succeeded");
  }
  expect(new Set(sent()).size).toBe(receiver.messages.length);
});

test("an endpoint that a living job has is left alone; a dead one's is taken over after 30 s, or by itself at once", async () => {
  const { id, first } = await waiting(1);
  const claimed = (seconds: number) =>
    sql(
      "update webhook_endpoints set claim = 'job_dead', claimed_until = now() + make_interval(secs => $2) where id = $1",
      [id, seconds],
    );
  await claimed(30);
  await run(first, "job_other");
  expect(receiver.messages).toEqual([]);
  await run(first, "job_dead");
  expect(await statuses(id)).toEqual(["succeeded"]);
  await tellOf(customer, app.id, "pay_next");
  await claimed(-1);
  await run(first, "job_other");
  expect(await statuses(id)).toEqual(["succeeded", "succeeded"]);
  const { rows } = await sql("select claim from webhook_endpoints where id = $1", [id]);
  expect(rows).toEqual([{ claim: null }]);
});

test("a job that has a failure tried again later is itself run again should its worker die: more is due", async () => {
  const { id, first } = await waiting(2);
  await sql("update graphile_worker._private_jobs set locked_by = 'pool', locked_at = now()");
  const own = "payload ->> 'delivery_id' = $1 and locked_at is not null";
  const before = await sql(`select * from graphile_worker._private_jobs where ${own}`, [first]);
  receiver.answer = (response) => void response.writeHead(500).end();
  await run(first, "job_1");
  receiver.answer = usual;
  const { rows } = await sql(`select * from graphile_worker._private_jobs where ${own}`, [first]);
  expect(rows).toEqual(before.rows);
  expect(rows).toHaveLength(1);
  const later = await sql("select key from graphile_worker.jobs where locked_at is null");
  expect(later.rows.map(({ key }) => key)).toContain(`deliver-webhook:${first}:1`);
  expect(await statuses(id)).toEqual(["pending", "pending"]);
});

test("after five seconds the rest is left to a job of its own, and the endpoint is free", async () => {
  const { id, deliveries, first } = await waiting(3);
  await sql("delete from graphile_worker._private_jobs");
  receiver.answer = () => {};
  const network = { lookup, timeoutMs: 5_200 };
  await deliverWebhook(systemContext(database(), "job_1"), first, network);
  receiver.answer = usual;
  expect(sent()).toEqual(["pay_0"]);
  const { rows } = await sql(
    "select payload ->> 'delivery_id' as delivery from graphile_worker._private_jobs where key is null",
  );
  expect(rows).toEqual([{ delivery: deliveries[1] }]);
  const endpoint = await sql("select claim from webhook_endpoints where id = $1", [id]);
  expect(endpoint.rows).toEqual([{ claim: null }]);
}, 20_000);
