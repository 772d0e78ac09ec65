import { beforeEach, expect, test } from "vitest";
import { POST as syncRoute } from "@/app/api/v2/payments/[payment_id]/sync/route";
import { POST as checkout } from "@/app/api/v2/payments/checkout/route";
import { POST as deposits } from "@/app/api/v2/payments/deposits/route";
import { systemContext } from "@/lib/context";
import { database } from "@/lib/database";
import { call, newCustomer } from "@/testing/api";
import { sql } from "@/testing/callers";
import { act, newAdmin } from "@/testing/console";
import { walletOf } from "@/testing/deposits";
import { buy, confirm, control, deliver, eventsOf, tier25k, workOff } from "@/testing/stripe";
import { contextOf, newTrader, type Trader } from "@/testing/trading";
import { cancelStalePayments } from "./cancel-stale";
import { getReceipt } from "./receipt";
import { listPaymentsForReview } from "./review";
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

const start = (key: string | null = crypto.randomUUID(), by: Pick<Trader, "appHeaders"> = me) =>
  call(checkout, {
    method: "POST",
    body: tier25k,
    headers: { ...by.appHeaders, ...(key !== null && { "idempotency-key": key }) },
  });
const made = async () =>
  (
    await sql(
      "select p.id from payments p join customers c on c.id = p.customer_id where c.public_id = $1",
      [me.publicId],
    )
  ).rows.length;

test("POST /v2/payments/checkout: 12 with a key each at the same moment, 5 allowed → 5 payments, then RATE_LIMITED with Retry-After", async () => {
  const answers = await Promise.all(Array.from({ length: 12 }, () => start()));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
  const limited = answers.filter(({ status }) => status === 429);
  expect(limited).toHaveLength(7);
  const [first] = limited;
  expect(first?.body.error.code).toBe("RATE_LIMITED");
  expect(first?.body.error.message).toMatch(/^Too many payments were started within an hour\./);
  const wait = Number(first?.headers.get("retry-after"));
  expect(wait).toBeGreaterThan(3_000);
  expect(wait).toBeLessThanOrEqual(3_600);
  expect(await made()).toBe(5);
  // Deposits count with them; another customer's don't.
  const body = { login: await walletOf(me.publicId), amount_cents: 5_000 };
  const deposit = await call(deposits, { method: "POST", body, headers: me.appHeaders });
  expect(deposit.status).toBe(429);
  const other = await newCustomer();
  expect((await start("theirs", { appHeaders: other.headers })).status).toBe(200);
});

test("POST /v2/payments/checkout: at the limit, a payment that is open, by its key or without one → answered again", async () => {
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

test("POST /v2/payments/checkout: a key whose tries Stripe didn't answer → counted once", async () => {
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
  await workOff();
}
const flag = (id: string) =>
  sql("update payments set review_kind = 'card_testing', review_reason = 'a test' where id = $1", [
    id,
  ]);
const flagOf = async (id: string) =>
  (await sql("select status, review_kind from payments where id = $1", [id])).rows[0];

test("card testing: 3 declines within an hour → no payment, the open ones are canceled at Stripe, one is flagged", async () => {
  const first = await buy({ ...me.appHeaders, "idempotency-key": "first" });
  const second = await buy({ ...me.appHeaders, "idempotency-key": "second" });
  await decline(first.stripe_payment_intent_id, 2);
  expect((await start(null)).status).toBe(200);
  await decline(second.stripe_payment_intent_id, 1);

  for (const { payment_id, stripe_payment_intent_id: id } of [first, second]) {
    expect((await stripe().paymentIntents.retrieve(id)).status).toBe("canceled");
    expect((await flagOf(payment_id)).status).toBe("canceled");
  }
  const refused = await start(null);
  expect([refused.status, refused.body.error.code]).toEqual([429, "RATE_LIMITED"]);
  expect(refused.body.error.message).toMatch(
    /^Too many cards were declined\. Try again in \d+ minutes/,
  );
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(3_000);

  const admin = await newAdmin();
  const forReview = await listPaymentsForReview(admin.ctx);
  expect(forReview).toMatchObject([
    {
      payment_id: second.payment_id,
      customer_email: me.email,
      reason: expect.stringMatching(/^3 cards of this customer were declined within an hour/),
    },
  ]);
  expect((await act(admin, "payment.review_done", { id: second.payment_id })).status).toBe(200);

  // An hour later they may again.
  await sql(
    "begin; set local session_replication_role = replica; update payment_events set occurred_at = occurred_at - interval '1 hour'; commit",
  );
  expect((await start(null)).status).toBe(200);
});

test("card testing: a flagged payment that was paid all the same → a checkout answers with it and makes none", async () => {
  const { payment_id, stripe_payment_intent_id: id } = await buy(me.appHeaders);
  await flag(payment_id);
  await confirm(id);
  const { body } = await start(null);
  expect([body.payment_id, body.status]).toEqual([payment_id, "succeeded"]);
  expect(await made()).toBe(1);
});

test("card testing: a flagged payment that nobody pays → canceled when it is old, as any other", async () => {
  const { payment_id } = await buy(me.appHeaders);
  await flag(payment_id);
  await sql("update payments set created_at = created_at - interval '25 hours' where id = $1", [
    payment_id,
  ]);
  await cancelStalePayments(systemContext(database(), "job_test"));
  expect((await flagOf(payment_id)).status).toBe("canceled");
});

test("card testing: a decline for each of several customers → nobody is limited", async () => {
  for (let n = 0; n < 4; n++) {
    const other = await newTrader();
    const { stripe_payment_intent_id: id } = await buy(other.appHeaders);
    await decline(id, 1);
    expect((await start(null, other)).status).toBe(200);
  }
});

test("POST /v2/payments/:id/sync: over several payments, more than 4 in a minute → RATE_LIMITED", async () => {
  const ids: string[] = [];
  for (let n = 0; n < 3; n++) {
    ids.push((await buy({ ...me.appHeaders, "idempotency-key": `sync ${n}` })).payment_id);
  }
  const statuses = [];
  for (let n = 0; n < 6; n++) {
    const params = { payment_id: ids[n % 3] ?? "" };
    const { status, headers } = await call(syncRoute, {
      method: "POST",
      params,
      headers: me.appHeaders,
    });
    statuses.push(status);
    if (status === 429) expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
  }
  expect(statuses).toEqual([200, 200, 200, 200, 429, 429]);
});

/** How many questions about PaymentIntents come to Stripe meanwhile. */
async function questions(work: () => Promise<unknown>): Promise<number> {
  const { paymentIntents } = stripe();
  const original = paymentIntents.retrieve;
  let asked = 0;
  paymentIntents.retrieve = ((...args: Parameters<typeof original>) => {
    asked += 1;
    return original.apply(paymentIntents, args);
  }) as typeof original;
  await work();
  paymentIntents.retrieve = original;
  return asked;
}
async function paid() {
  const { payment_id, stripe_payment_intent_id: id } = await buy({
    ...me.appHeaders,
    "idempotency-key": crypto.randomUUID(),
  });
  await confirm(id);
  for (const event of await eventsOf(id)) await deliver(event);
  await workOff();
  return payment_id;
}

test("getReceipt: ten readers at once, of a card or of none → Stripe is asked once; after an error, not by each reload", async () => {
  const read = (id: string) => getReceipt(contextOf(me), id);
  const withCard = await paid();
  const ten = (id: string) => () => Promise.all(Array.from({ length: 10 }, () => read(id)));
  expect(await questions(ten(withCard))).toBe(1);
  expect((await read(withCard)).paid_with.kind).toBe("card");

  const other = await paid();
  await sql(
    "update payments set stripe_payment_intent_id = 'pi_of_another_account' where id = $1",
    [other],
  );
  expect(await questions(ten(other))).toBe(1);
  expect(await questions(ten(other))).toBe(0);
  expect((await read(other)).paid_with).toEqual({
    kind: "stripe",
    stripe_payment_intent_id: "pi_of_another_account",
  });
});

test("getReceipt: more new receipts in a minute than may be asked about → without their cards, and Stripe isn't asked", async () => {
  const ids: string[] = [];
  for (let n = 0; n < 5; n++) ids.push(await paid());
  const kinds: string[] = [];
  const asked = await questions(async () => {
    for (const id of ids) kinds.push((await getReceipt(contextOf(me), id)).paid_with.kind);
  });
  expect([asked, kinds]).toEqual([4, ["card", "card", "card", "card", "stripe"]]);
});
