import { beforeEach, expect, test } from "vitest";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { newAdmin, performAction } from "@/testing/actors/admin";
import type { Actor } from "@/testing/actors/credentials";
import { newCustomer } from "@/testing/actors/customer";
import { contextOf, newTrader, type Trader, walletOf } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { startCheckout, tier25k } from "@/testing/stripe/payments";
import { confirm, control, deliver, eventsOf } from "@/testing/stripe/sandbox";
import { cancelStalePayments } from "./cancel-stale";
import { getReceipt } from "./receipt";
import { listPaymentsForReview } from "./reviews";
import { stripe } from "./stripe";

Object.assign(process.env, {
  RATE_LIMIT_PAYMENTS: "5",
  RATE_LIMIT_DECLINES: "3",
  RATE_LIMIT_STRIPE_READS: "4",
});

let me: Trader;
beforeEach(async () => {
  me = await newTrader();
});

const start = (key: string | null = crypto.randomUUID(), by: Actor = me) =>
  as(by).post("/v2/payments/checkout", tier25k, {
    headers: { ...(key !== null && { "idempotency-key": key }) },
  });
const createdCount = async () =>
  (
    await sql(
      "select p.id from payments p join customers c on c.id = p.customer_id where c.public_id = $1",
      [me.publicId],
    )
  ).rows.length;

test("POST /v2/payments/checkout: 12 concurrent calls with a key each, 5 allowed → 5 payments, then RATE_LIMITED with Retry-After", async () => {
  const responses = await Promise.all(Array.from({ length: 12 }, () => start()));
  expect(responses.filter(({ status }) => status === 200)).toHaveLength(5);
  const limited = responses.filter(({ status }) => status === 429);
  expect(limited).toHaveLength(7);
  const [first] = limited;
  expect(first?.body.error.code).toBe("RATE_LIMITED");
  expect(first?.body.error.message).toMatch(/^Too many payments started in the last hour\./);
  const wait = Number(first?.headers.get("retry-after"));
  expect(wait).toBeGreaterThan(3_000);
  expect(wait).toBeLessThanOrEqual(3_600);
  expect(await createdCount()).toBe(5);
  // Deposits count too; another customer's payments don't.
  const body = { login: await walletOf(me.publicId), amount_cents: 5_000 };
  const deposit = await as(me).post("/v2/payments/deposits", body);
  expect(deposit.status).toBe(429);
  const other = await newCustomer();
  expect((await start("theirs", other)).status).toBe(200);
});

test("POST /v2/payments/checkout: at the limit, an open payment by its key or without one → returned again", async () => {
  const keyless = await start(null);
  const keyed = await start("mine");
  for (let n = 0; n < 3; n++) await start();
  expect((await start()).status).toBe(429);
  const again = [await start(null), await start("mine")];
  expect(again.map(({ body }) => body.payment_id)).toEqual([
    keyless.body.payment_id,
    keyed.body.payment_id,
  ]);
});

test("POST /v2/payments/checkout: one key, several attempts without Stripe's response → counted once", async () => {
  await control("faults", { count: 12, kind: "drop_after", path: "/v1/payment_intents" });
  for (let n = 0; n < 6; n++) expect((await start("retried")).status).toBe(503);
  for (let n = 0; n < 4; n++) expect((await start()).status).toBe(200);
  expect((await start("retried")).status).toBe(200);
  expect((await start()).status).toBe(429);
});

async function decline(intentId: string, times: number) {
  for (let n = 0; n < times; n++) {
    await confirm(intentId, "pm_card_chargeDeclined").catch(() => {});
  }
  for (const event of await eventsOf(intentId)) await deliver(event);
  await runAllJobs();
}
const flag = (id: string) =>
  sql("update payments set review_kind = 'card_testing', review_reason = 'a test' where id = $1", [
    id,
  ]);
const flagOf = async (id: string) =>
  (await sql("select status, review_kind from payments where id = $1", [id])).rows[0];

test("card testing: 3 declines within an hour → no payment, the open ones are canceled at Stripe, one is flagged", async () => {
  const first = await startCheckout(me, { key: "first" });
  const second = await startCheckout(me, { key: "second" });
  await decline(first.stripe_payment_intent_id, 2);
  expect((await start(null)).status).toBe(200);
  await decline(second.stripe_payment_intent_id, 1);

  for (const { payment_id, stripe_payment_intent_id: id } of [first, second]) {
    expect((await stripe().paymentIntents.retrieve(id)).status).toBe("canceled");
    expect((await flagOf(payment_id)).status).toBe("canceled");
  }
  const rejected = await start(null);
  expect([rejected.status, rejected.body.error.code]).toEqual([429, "RATE_LIMITED"]);
  expect(rejected.body.error.message).toMatch(
    /^Too many cards were declined\. Try again in \d+ minutes/,
  );
  expect(Number(rejected.headers.get("retry-after"))).toBeGreaterThan(3_000);

  const admin = await newAdmin();
  const forReview = await listPaymentsForReview(admin.ctx);
  expect(forReview).toMatchObject([
    {
      payment_id: second.payment_id,
      customer_email: me.email,
      reason: expect.stringMatching(/^3 of this customer's cards were declined within an hour/),
    },
  ]);
  expect(
    (await performAction(admin, "payment.review_done", { id: second.payment_id })).status,
  ).toBe(200);

  // An hour later payments are possible again.
  await sql(
    "begin; set local session_replication_role = replica; update payment_events set occurred_at = occurred_at - interval '1 hour'; commit",
  );
  expect((await start(null)).status).toBe(200);
});

test("card testing: a flagged payment that was paid → a checkout returns it, no new payment", async () => {
  const { payment_id, stripe_payment_intent_id: id } = await startCheckout(me);
  await flag(payment_id);
  await confirm(id);
  const { body } = await start(null);
  expect([body.payment_id, body.status]).toEqual([payment_id, "succeeded"]);
  expect(await createdCount()).toBe(1);
});

test("card testing: a flagged payment that stays unpaid → canceled when it is old, as any other", async () => {
  const { payment_id } = await startCheckout(me);
  await flag(payment_id);
  await sql("update payments set created_at = created_at - interval '25 hours' where id = $1", [
    payment_id,
  ]);
  await cancelStalePayments(systemContext(database(), "job_test"));
  expect((await flagOf(payment_id)).status).toBe("canceled");
});

test("card testing: one decline for each of several customers → none is limited", async () => {
  for (let n = 0; n < 4; n++) {
    const other = await newTrader();
    const { stripe_payment_intent_id: id } = await startCheckout(other);
    await decline(id, 1);
    expect((await start(null, other)).status).toBe(200);
  }
});

test("POST /v2/payments/[id]/sync: over several payments, more than 4 in a minute → RATE_LIMITED", async () => {
  const ids: string[] = [];
  for (let n = 0; n < 3; n++) {
    ids.push((await startCheckout(me, { key: `sync ${n}` })).payment_id);
  }
  const statuses = [];
  for (let n = 0; n < 6; n++) {
    const params = { payment_id: ids[n % 3] ?? "" };
    const { status, headers } = await as(me).post(`/v2/payments/${params.payment_id}/sync`);
    statuses.push(status);
    if (status === 429) expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
  }
  expect(statuses).toEqual([200, 200, 200, 200, 429, 429]);
});

/** How many requests about PaymentIntents Stripe gets during `work`. */
async function countRequests(work: () => Promise<unknown>): Promise<number> {
  const { paymentIntents } = stripe();
  const original = paymentIntents.retrieve;
  let requestCount = 0;
  paymentIntents.retrieve = ((...args: Parameters<typeof original>) => {
    requestCount += 1;
    return original.apply(paymentIntents, args);
  }) as typeof original;
  await work();
  paymentIntents.retrieve = original;
  return requestCount;
}
/** A paid payment whose card isn't stored, as one from before cards were. */
async function paid() {
  const { payment_id, stripe_payment_intent_id: id } = await startCheckout(me, {
    key: crypto.randomUUID(),
  });
  await confirm(id);
  for (const event of await eventsOf(id)) await deliver(event);
  await runAllJobs();
  await sql("update payments set card_brand = null, card_last4 = null where id = $1", [payment_id]);
  return payment_id;
}

test("getReceipt: ten concurrent readers, with a card or without → one request to Stripe; after an error, none for each reload", async () => {
  const read = (id: string) => getReceipt(contextOf(me), id);
  const withCard = await paid();
  const ten = (id: string) => () => Promise.all(Array.from({ length: 10 }, () => read(id)));
  expect(await countRequests(ten(withCard))).toBe(1);
  expect((await read(withCard)).paid_with.kind).toBe("card");

  const other = await paid();
  await sql(
    "update payments set stripe_payment_intent_id = 'pi_of_another_account' where id = $1",
    [other],
  );
  expect(await countRequests(ten(other))).toBe(1);
  expect(await countRequests(ten(other))).toBe(0);
  expect((await read(other)).paid_with).toEqual({
    kind: "stripe",
    stripe_payment_intent_id: "pi_of_another_account",
  });
});

test("getReceipt: more new receipts in a minute than requests are allowed → without their cards, Stripe isn't called", async () => {
  const ids: string[] = [];
  for (let n = 0; n < 5; n++) ids.push(await paid());
  const kinds: string[] = [];
  const requestCount = await countRequests(async () => {
    for (const id of ids) kinds.push((await getReceipt(contextOf(me), id)).paid_with.kind);
  });
  expect([requestCount, kinds]).toEqual([4, ["card", "card", "card", "card", "stripe"]]);
});
