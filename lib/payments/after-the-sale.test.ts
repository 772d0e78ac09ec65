import { beforeAll, expect, test } from "vitest";
import { systemContext } from "@/lib/core/context";
import { connection, database } from "@/lib/core/database";
import { newCustomer } from "@/testing/actors/customer";
import { runAllJobs } from "@/testing/database/jobs";
import { as } from "@/testing/http/client";
import { startCheckout } from "@/testing/stripe/payments";
import { confirm, control, decline, deliver, eventOf, eventsOf } from "@/testing/stripe/sandbox";
import { cancelStalePayments } from "./cancel-stale";
import { stripe } from "./stripe";

let me: Awaited<ReturnType<typeof newCustomer>>;
beforeAll(async () => {
  me = await newCustomer();
});

const fresh = () => startCheckout(me, { key: crypto.randomUUID() });
const readPayment = (id: string) => as(me).get(`/v2/payments/${id}`);
const syncPayment = (id: string, customer = me) => as(customer).post(`/v2/payments/${id}/sync`);

async function state(paymentId: string) {
  const payment = await readPayment(paymentId);
  const accounts = await as(me).get(`/v2/payments/prop-accounts?payment_id=${paymentId}`);
  return [payment.body.status, accounts.body[0]?.status];
}

async function deliverAll(intentId: string, type?: string) {
  for (const event of await eventsOf(intentId, type)) await deliver(event);
  await runAllJobs();
}

async function bought(card = "pm_card_visa") {
  const payment = await fresh();
  await confirm(payment.stripe_payment_intent_id, card);
  await deliverAll(payment.stripe_payment_intent_id);
  return payment;
}

test("card payment: a decline → failed with the reason; another card on the same payment → succeeded", async () => {
  const payment = await fresh();
  const intentId = payment.stripe_payment_intent_id;
  await decline(intentId, "pm_card_chargeDeclinedInsufficientFunds");
  await deliverAll(intentId);
  const declined = await readPayment(payment.payment_id);
  expect(declined.body).toMatchObject({
    status: "requires_payment_method",
    failure_reason: "insufficient_funds",
  });
  await confirm(intentId);
  await deliverAll(intentId);
  expect(await state(payment.payment_id)).toEqual(["succeeded", "active"]);
});

test("card payment: processing → no account until it succeeds; failed → none", async () => {
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

test("refund: partial → the account stays active; full → closed", async () => {
  const { payment_id, stripe_payment_intent_id: intentId } = await bought();
  await stripe().refunds.create({ payment_intent: intentId, amount: 5_000 });
  await deliverAll(intentId, "charge.refunded");
  expect(await state(payment_id)).toEqual(["partially_refunded", "active"]);
  await stripe().refunds.create({ payment_intent: intentId });
  await deliverAll(intentId, "charge.refunded");
  expect(await state(payment_id)).toEqual(["refunded", "closed"]);
});

test("dispute: opened → the account is suspended; won → active", async () => {
  const { payment_id, stripe_payment_intent_id: intentId } = await bought("pm_card_createDispute");
  expect(await state(payment_id)).toEqual(["disputed", "suspended"]);
  const [dispute] = (await stripe().disputes.list({ payment_intent: intentId })).data;
  await control(`disputes/${dispute?.id}/win`);
  await deliverAll(intentId);
  expect(await state(payment_id)).toEqual(["succeeded", "active"]);
});

test("dispute: lost, its events in any order → the account is closed", async () => {
  const payment = await fresh();
  const intentId = payment.stripe_payment_intent_id;
  await confirm(intentId, "pm_card_createDispute");
  const [dispute] = (await stripe().disputes.list({ payment_intent: intentId })).data;
  await control(`disputes/${dispute?.id}/lose`);
  for (const event of (await eventsOf(intentId)).reverse()) await deliver(event);
  await runAllJobs();
  expect(await state(payment.payment_id)).toEqual(["disputed", "closed"]);
});

test("dispute: an inquiry → the account stays active", async () => {
  const { payment_id } = await bought("pm_card_createDisputeInquiry");
  expect(await state(payment_id)).toEqual(["succeeded", "active"]);
});

test("refund: its event comes before the payment's success → a closed account", async () => {
  const payment = await fresh();
  const intentId = payment.stripe_payment_intent_id;
  await confirm(intentId);
  await stripe().refunds.create({ payment_intent: intentId });
  await deliver(await eventOf(intentId, "charge.refunded"));
  await runAllJobs();
  expect(await state(payment.payment_id)).toEqual(["refunded", "closed"]);
  await deliver(await eventOf(intentId, "payment_intent.succeeded"));
  await runAllJobs();
  expect(await state(payment.payment_id)).toEqual(["refunded", "closed"]);
});

test("POST /v2/payments/[id]/sync: no event came → Stripe's state is applied; another customer → 404", async () => {
  const payment = await fresh();
  await confirm(payment.stripe_payment_intent_id);
  const stranger = await newCustomer();
  const theirs = await syncPayment(payment.payment_id, stranger);
  expect([theirs.status, theirs.body.error.code]).toEqual([404, "NOT_FOUND"]);
  const mine = await syncPayment(payment.payment_id);
  expect([mine.status, mine.body.status]).toEqual([200, "succeeded"]);
  await runAllJobs();
  expect(await state(payment.payment_id)).toEqual(["succeeded", "active"]);
});

test("cancelStalePayments: open for too long, or at an old price → canceled at Stripe; paid → not", async () => {
  const [old, repriced, paid, open] = await Promise.all([fresh(), fresh(), fresh(), fresh()]);
  const { pool } = connection();
  const age = "update payments set created_at = now() - interval '25 hours' where id = any($1)";
  await pool.query(age, [[old.payment_id, paid.payment_id]]);
  await pool.query("update payments set amount_cents = 100 where id = $1", [repriced.payment_id]);
  await confirm(paid.stripe_payment_intent_id);
  await cancelStalePayments(systemContext(database(), "job_test"));
  await runAllJobs();
  const atStripe = async (id: string) => (await stripe().paymentIntents.retrieve(id)).status;
  expect(await state(old.payment_id)).toEqual(["canceled", undefined]);
  expect(await state(paid.payment_id)).toEqual(["succeeded", "active"]);
  expect(await atStripe(old.stripe_payment_intent_id)).toBe("canceled");
  expect(await atStripe(repriced.stripe_payment_intent_id)).toBe("canceled");
  expect(await state(open.payment_id)).toEqual(["requires_payment_method", undefined]);
});
