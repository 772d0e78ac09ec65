import { beforeAll, expect, test } from "vitest";
import { GET as readPayment } from "@/app/api/v2/payments/[payment_id]/route";
import { POST as sync } from "@/app/api/v2/payments/[payment_id]/sync/route";
import { GET as readAccounts } from "@/app/api/v2/payments/prop-accounts/route";
import { systemContext } from "@/lib/context";
import { connection, database } from "@/lib/database";
import { call, newCustomer } from "@/testing/api";
import { buy, confirm, control, deliver, eventOf, eventsOf, workOff } from "@/testing/stripe";
import { cancelStalePayments } from "./cancel-stale";
import { stripe } from "./stripe";

let me: Awaited<ReturnType<typeof newCustomer>>;
beforeAll(async () => {
  me = await newCustomer();
});

const fresh = () => buy({ ...me.headers, "idempotency-key": crypto.randomUUID() });
const params = (payment_id: string) => ({ params: { payment_id }, headers: me.headers });

async function state(paymentId: string) {
  const payment = await call(readPayment, params(paymentId));
  const accounts = await call(readAccounts, {
    path: `/?payment_id=${paymentId}`,
    headers: me.headers,
  });
  return [payment.body.status, accounts.body[0]?.status];
}

async function deliverAll(intentId: string, type?: string) {
  for (const event of await eventsOf(intentId, type)) await deliver(event);
  await workOff();
}

async function bought(card = "pm_card_visa") {
  const payment = await fresh();
  await confirm(payment.stripe_payment_intent_id, card);
  await deliverAll(payment.stripe_payment_intent_id);
  return payment;
}

test("a decline says why, and a good card on the same payment succeeds", async () => {
  const payment = await fresh();
  const intentId = payment.stripe_payment_intent_id;
  await confirm(intentId, "pm_card_chargeDeclinedInsufficientFunds").catch(() => {});
  await deliverAll(intentId);
  const declined = await call(readPayment, params(payment.payment_id));
  expect(declined.body).toMatchObject({
    status: "requires_payment_method",
    failure_reason: "insufficient_funds",
  });
  await confirm(intentId);
  await deliverAll(intentId);
  expect(await state(payment.payment_id)).toEqual(["succeeded", "active"]);
});

test("a payment that is processing has no account until it succeeds, and none when it fails", async () => {
  const good = await fresh();
  const bad = await fresh();
  for (const payment of [good, bad]) {
    await confirm(payment.stripe_payment_intent_id, "pm_sandbox_processing");
    await deliverAll(payment.stripe_payment_intent_id);
    expect(await state(payment.payment_id)).toEqual(["processing", undefined]);
  }
  await control(`payment_intents/${good.stripe_payment_intent_id}/settle`);
  await control(`payment_intents/${bad.stripe_payment_intent_id}/fail`);
  await deliverAll(good.stripe_payment_intent_id);
  await deliverAll(bad.stripe_payment_intent_id);
  expect(await state(good.payment_id)).toEqual(["succeeded", "active"]);
  expect(await state(bad.payment_id)).toEqual(["requires_payment_method", undefined]);
});

test("a partial refund leaves the account, a full one closes it", async () => {
  const { payment_id, stripe_payment_intent_id: intentId } = await bought();
  await stripe().refunds.create({ payment_intent: intentId, amount: 5_000 });
  await deliverAll(intentId, "charge.refunded");
  expect(await state(payment_id)).toEqual(["partially_refunded", "active"]);
  await stripe().refunds.create({ payment_intent: intentId });
  await deliverAll(intentId, "charge.refunded");
  expect(await state(payment_id)).toEqual(["refunded", "closed"]);
});

test("a dispute suspends, a won one restores", async () => {
  const { payment_id, stripe_payment_intent_id: intentId } = await bought("pm_card_createDispute");
  expect(await state(payment_id)).toEqual(["disputed", "suspended"]);
  const [dispute] = (await stripe().disputes.list({ payment_intent: intentId })).data;
  await control(`disputes/${dispute?.id}/win`);
  await deliverAll(intentId);
  expect(await state(payment_id)).toEqual(["succeeded", "active"]);
});

test("a lost dispute closes, whichever of its events comes first", async () => {
  const payment = await fresh();
  const intentId = payment.stripe_payment_intent_id;
  await confirm(intentId, "pm_card_createDispute");
  const [dispute] = (await stripe().disputes.list({ payment_intent: intentId })).data;
  await control(`disputes/${dispute?.id}/lose`);
  for (const event of (await eventsOf(intentId)).reverse()) await deliver(event);
  await workOff();
  expect(await state(payment.payment_id)).toEqual(["disputed", "closed"]);
});

test("an inquiry suspends nothing", async () => {
  const { payment_id } = await bought("pm_card_createDisputeInquiry");
  expect(await state(payment_id)).toEqual(["succeeded", "active"]);
});

test("a refund that comes before the success leaves a closed account and not none", async () => {
  const payment = await fresh();
  const intentId = payment.stripe_payment_intent_id;
  await confirm(intentId);
  await stripe().refunds.create({ payment_intent: intentId });
  await deliver(await eventOf(intentId, "charge.refunded"));
  await workOff();
  expect(await state(payment.payment_id)).toEqual(["refunded", "closed"]);
  await deliver(await eventOf(intentId, "payment_intent.succeeded"));
  await workOff();
  expect(await state(payment.payment_id)).toEqual(["refunded", "closed"]);
});

test("sync applies what Stripe knows when no event came, and only for the owner", async () => {
  const payment = await fresh();
  await confirm(payment.stripe_payment_intent_id);
  const stranger = await newCustomer();
  const theirs = await call(sync, {
    ...params(payment.payment_id),
    method: "POST",
    headers: stranger.headers,
  });
  expect([theirs.status, theirs.body.error.code]).toEqual([404, "NOT_FOUND"]);
  const mine = await call(sync, { ...params(payment.payment_id), method: "POST" });
  expect([mine.status, mine.body.status]).toEqual([200, "succeeded"]);
  await workOff();
  expect(await state(payment.payment_id)).toEqual(["succeeded", "active"]);
});

test("payments open for too long, or at an old price, are canceled at Stripe; paid ones are not", async () => {
  const [old, repriced, paid, open] = await Promise.all([fresh(), fresh(), fresh(), fresh()]);
  const { pool } = connection();
  const age = "update payments set created_at = now() - interval '25 hours' where id = any($1)";
  await pool.query(age, [[old.payment_id, paid.payment_id]]);
  await pool.query("update payments set amount_cents = 100 where id = $1", [repriced.payment_id]);
  await confirm(paid.stripe_payment_intent_id);
  await cancelStalePayments(systemContext(database(), "job_test"));
  await workOff();
  const atStripe = async (id: string) => (await stripe().paymentIntents.retrieve(id)).status;
  expect(await state(old.payment_id)).toEqual(["canceled", undefined]);
  expect(await state(paid.payment_id)).toEqual(["succeeded", "active"]);
  expect(await atStripe(old.stripe_payment_intent_id)).toBe("canceled");
  expect(await atStripe(repriced.stripe_payment_intent_id)).toBe("canceled");
  expect(await state(open.payment_id)).toEqual(["requires_payment_method", undefined]);
});
