import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { inTransaction } from "@/db/transaction";
import { connection, database } from "@/lib/database";
import { newCustomer } from "@/testing/api";
import { newApp, sql } from "@/testing/callers";
import { deliveriesOf, endpoints, newEndpoint, tellOf } from "@/testing/webhooks";
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

const listen = (app: App, events?: string[]) => newEndpoint(app.headers, URL_, events);
const count = async (table: string) =>
  Number((await sql(`select count(*) from ${table}`)).rows[0].count);
const kept = async () => [await count("webhook_events"), await count("webhook_deliveries")];
const heard = async (app: App, id: string) => (await deliveriesOf(app.headers, id)).length;

test("an app is told of its own customers' events, a first-party app of all", async () => {
  const [a, b, c] = [await listen(mine), await listen(other), await listen(firm)];
  await tellOf(customer, mine.id);
  expect([await heard(mine, a.id), await heard(other, b.id), await heard(firm, c.id)]).toEqual([
    1, 0, 1,
  ]);
  await tellOf(customer, null);
  expect([await heard(mine, a.id), await heard(other, b.id), await heard(firm, c.id)]).toEqual([
    1, 0, 2,
  ]);
});

test("where no app is named, the customer's own counts", async () => {
  const [a, b] = [await listen(mine), await listen(other)];
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
  expect([await heard(mine, a.id), await heard(other, b.id)]).toEqual([0, 1]);
});

test.each<[string[], number]>([
  [["*"], 1],
  [["payment.succeeded"], 1],
  [["payment.failed", "payment.succeeded"], 1],
  [["payment.succeeded", "*"], 1],
  [["payment.failed"], 0],
])("a subscription to %j hears of payment.succeeded %i times", async (events, times) => {
  const { id } = await listen(mine, events);
  await tellOf(customer, mine.id);
  expect(await heard(mine, id)).toBe(times);
});

test("one event, one delivery and one job for each endpoint; nothing at all where nobody listens", async () => {
  await tellOf(customer, mine.id);
  expect(await kept()).toEqual([0, 0]);
  for (const app of [mine, mine, firm]) await listen(app);
  await tellOf(customer, mine.id);
  expect([...(await kept()), await count("graphile_worker.jobs")]).toEqual([1, 3, 3]);
});

test("a change that isn't kept tells nothing", async () => {
  await listen(mine);
  const broken = inTransaction(database(), async (tx) => {
    const data = { payment_id: "pay_1", stripe_payment_intent_id: null, tier_id: null };
    const money = { amount_cents: 1, currency: "usd", prop_account_id: null };
    const type: EventType = "payment.succeeded";
    await emit(tx, type, { customerId, appId: mine.id }, { ...data, ...money });
    throw new Error("rolled back");
  });
  await expect(broken).rejects.toThrow("rolled back");
  expect([...(await kept()), await count("graphile_worker.jobs")]).toEqual([0, 0, 0]);
});

test("an endpoint that is deleted while an event is told of doesn't fail the change", async () => {
  const { id } = await listen(mine);
  const holder = await connection().pool.connect();
  await holder.query("begin");
  await holder.query("delete from webhook_endpoints where id = $1", [id]);
  const telling = tellOf(customer, mine.id);
  await sleep(100);
  await holder.query("commit");
  holder.release();
  await telling;
  expect(await kept()).toEqual([0, 0]);
});

test("an endpoint can't be deleted between the event and its deliveries", async () => {
  const { id } = await listen(mine);
  let removed: Promise<unknown> = Promise.resolve();
  await inTransaction(database(), async (tx) => {
    const data = { payment_id: "pay_1", stripe_payment_intent_id: null, tier_id: null };
    const money = { amount_cents: 1, currency: "usd", prop_account_id: null };
    await emit(tx, "payment.succeeded", { customerId, appId: mine.id }, { ...data, ...money });
    removed = endpoints.remove(mine.headers, id);
    await sleep(100);
  });
  expect(await removed).toMatchObject({ status: 204 });
  expect(await count("webhook_deliveries")).toBe(0);
});
