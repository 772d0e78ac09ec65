import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { inTransaction } from "@/db/transaction";
import { connection, database } from "@/lib/core/database";
import { newApp } from "@/testing/actors/app";
import { newCustomer } from "@/testing/actors/customer";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { deliveriesOf, emitPaymentEvent, newEndpoint } from "@/testing/webhooks/endpoints";
import { emit } from "./emit";
import type { EventType } from "./schemas";

const URL_ = "https://receiver.example/hook";
type App = Awaited<ReturnType<typeof newApp>>;
let mine: App;
let other: App;
let firm: App;
let customer: string;
let customerId: number;
beforeAll(async () => {
  customer = (await newCustomer()).publicId;
  const { rows } = await sql("select id from customers where public_id = $1", [customer]);
  customerId = rows[0].id;
});
beforeEach(async () => {
  await sql("delete from webhook_endpoints");
  await sql("delete from webhook_events");
  await sql("delete from graphile_worker._private_jobs");
  [mine, other, firm] = [await newApp(), await newApp(), await newApp()];
  await sql("update api_apps set first_party = true where id = $1", [firm.id]);
});

const subscribe = (app: App, events?: string[]) => newEndpoint(app, URL_, events);
const count = async (table: string) =>
  Number((await sql(`select count(*) from ${table}`)).rows[0].count);
const stored = async () => [await count("webhook_events"), await count("webhook_deliveries")];
const deliveryCount = async (app: App, id: string) => (await deliveriesOf(app, id)).length;

test("emit: a change through an app → delivered to that app and to first-party apps", async () => {
  const [a, b, c] = [await subscribe(mine), await subscribe(other), await subscribe(firm)];
  await emitPaymentEvent(customer, mine.id);
  expect([
    await deliveryCount(mine, a.id),
    await deliveryCount(other, b.id),
    await deliveryCount(firm, c.id),
  ]).toEqual([1, 0, 1]);
  await emitPaymentEvent(customer, null);
  expect([
    await deliveryCount(mine, a.id),
    await deliveryCount(other, b.id),
    await deliveryCount(firm, c.id),
  ]).toEqual([1, 0, 2]);
});

test("emit: no app given → delivered to the customer's own app", async () => {
  const [a, b] = [await subscribe(mine), await subscribe(other)];
  await sql("update customers set app_id = $2 where id = $1", [customerId, other.id]);
  const data = { purchase_id: 1, program_id: 1, payer_login: 100_001, amount_cents: 1 };
  await inTransaction(database(), (tx) =>
    emit(
      tx,
      "challenge.purchase_failed",
      { customerId },
      {
        ...data,
        currency: "usd",
        failure_reason: "CANCELLED",
      },
    ),
  );
  await sql("update customers set app_id = null where id = $1", [customerId]);
  expect([await deliveryCount(mine, a.id), await deliveryCount(other, b.id)]).toEqual([0, 1]);
});

test.each<[string[], number]>([
  [["*"], 1],
  [["payment.succeeded"], 1],
  [["payment.failed", "payment.succeeded"], 1],
  [["payment.succeeded", "*"], 1],
  [["payment.failed"], 0],
])("emit: payment.succeeded, subscription to %j → delivered %i times", async (events, times) => {
  const { id } = await subscribe(mine, events);
  await emitPaymentEvent(customer, mine.id);
  expect(await deliveryCount(mine, id)).toBe(times);
});

test("emit: three subscribers → one event, three deliveries, three jobs; no subscribers → nothing stored", async () => {
  await emitPaymentEvent(customer, mine.id);
  expect(await stored()).toEqual([0, 0]);
  for (const app of [mine, mine, firm]) await subscribe(app);
  await emitPaymentEvent(customer, mine.id);
  expect([...(await stored()), await count("graphile_worker.jobs")]).toEqual([1, 3, 3]);
});

test("emit: the transaction is rolled back → nothing stored", async () => {
  await subscribe(mine);
  const broken = inTransaction(database(), async (tx) => {
    const data = { payment_id: "pay_1", stripe_payment_intent_id: null, tier_id: null };
    const money = { amount_cents: 1, currency: "usd", prop_account_id: null };
    const type: EventType = "payment.succeeded";
    await emit(tx, type, { customerId, appId: mine.id }, { ...data, ...money });
    throw new Error("rolled back");
  });
  await expect(broken).rejects.toThrow("rolled back");
  expect([...(await stored()), await count("graphile_worker.jobs")]).toEqual([0, 0, 0]);
});

test("emit: an endpoint is being deleted → the change succeeds without a delivery", async () => {
  const { id } = await subscribe(mine);
  const holder = await connection().pool.connect();
  await holder.query("begin");
  await holder.query("delete from webhook_endpoints where id = $1", [id]);
  const emitting = emitPaymentEvent(customer, mine.id);
  await sleep(100);
  await holder.query("commit");
  holder.release();
  await emitting;
  expect(await stored()).toEqual([0, 0]);
});

test("DELETE /v2/webhook-endpoints/[id]: an event is being emitted → deleted after it is committed, with its deliveries", async () => {
  const { id } = await subscribe(mine);
  let removed: Promise<unknown> = Promise.resolve();
  await inTransaction(database(), async (tx) => {
    const data = { payment_id: "pay_1", stripe_payment_intent_id: null, tier_id: null };
    const money = { amount_cents: 1, currency: "usd", prop_account_id: null };
    await emit(tx, "payment.succeeded", { customerId, appId: mine.id }, { ...data, ...money });
    removed = as(mine).delete(`/v2/webhook-endpoints/${id}`);
    await sleep(100);
  });
  expect(await removed).toMatchObject({ status: 204 });
  expect(await count("webhook_deliveries")).toBe(0);
});
