import type Stripe from "stripe";
import { beforeAll, describe, expect, test } from "vitest";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { newCustomer } from "@/testing/actors/customer";
import { walletOf } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { payDeposit } from "@/testing/stripe/deposits";
import { startCheckout } from "@/testing/stripe/payments";
import { confirm, control, decline, deliver, eventsOf } from "@/testing/stripe/sandbox";
import {
  emittedEvents,
  eventTypesOf,
  subscribeToAllEvents,
} from "@/testing/webhooks/emitted-events";
import { cancelStalePayments } from "../cancel-stale";
import { stripe } from "../stripe";

let me: Awaited<ReturnType<typeof newCustomer>>;
beforeAll(async () => {
  me = await newCustomer();
  await subscribeToAllEvents();
});

const emitted = (paymentId: string) => emittedEvents("payment_id", paymentId);
const types = async (paymentId: string) => eventTypesOf(await emitted(paymentId));

async function start() {
  const checkout = await startCheckout(me, { key: crypto.randomUUID() });
  return { id: checkout.payment_id, intent: checkout.stripe_payment_intent_id };
}

/** Every event of Stripe's three times: twice unchanged, and once under another id. */
async function deliverAll(intent: string) {
  for (const event of await eventsOf(intent)) {
    for (const copy of [event, event, { ...event, id: `${event.id}_again` }]) await deliver(copy);
  }
  await runAllJobs();
}
async function bought(card?: string) {
  const payment = await start();
  await confirm(payment.intent, card);
  await deliverAll(payment.intent);
  return payment;
}

test("payment.succeeded, prop_account.*: a paid payment → each emitted once, with every documented field", async () => {
  const { id, intent } = await bought();
  await deliverAll(intent);
  const { rows } = await sql("select * from prop_accounts where payment_id = $1", [id]);
  const [account] = rows;
  expect(await emitted(id)).toEqual([
    {
      type: "payment.succeeded",
      timestamp: expect.any(String),
      data: {
        payment_id: id,
        user_id: me.publicId,
        stripe_payment_intent_id: intent,
        tier_id: "tier_25k",
        amount_cents: 19_900,
        currency: "usd",
        prop_account_id: account.id,
      },
    },
    {
      type: "prop_account.active",
      timestamp: expect.any(String),
      data: {
        prop_account_id: account.id,
        user_id: me.publicId,
        payment_id: id,
        tier_id: "tier_25k",
        market: "crypto",
        asset_class: "crypto",
        account_size: 25_000,
        status: "active",
        subaccount_id: account.subaccount_id,
        subaccount_uuid: account.subaccount_uuid,
        synthetic_hotkey: account.synthetic_hotkey,
      },
    },
  ]);
});

test("payment.failed: a declined card, then a success → each emitted once", async () => {
  const { id, intent } = await start();
  await decline(intent, "pm_card_chargeDeclinedInsufficientFunds");
  await deliverAll(intent);
  const [failed, ...more] = await emitted(id);
  expect(more).toEqual([]);
  expect(failed).toMatchObject({
    type: "payment.failed",
    data: {
      status: "requires_payment_method",
      failure_reason: "insufficient_funds",
      prop_account_id: null,
    },
  });
  await confirm(intent);
  await deliverAll(intent);
  expect(await types(id)).toEqual(["payment.failed", "payment.succeeded", "prop_account.active"]);
});

test("payment.refunded: several refunds → each emitted once with the sum so far; the last one closes the account", async () => {
  const { id, intent } = await bought();
  await stripe().refunds.create({ payment_intent: intent, amount: 5_000 });
  await deliverAll(intent);
  await stripe().refunds.create({ payment_intent: intent });
  await deliverAll(intent);
  const after = (await emitted(id)).slice(2);
  expect(after.map(({ type, data }) => [type, data.status, data.refunded_cents])).toEqual([
    ["payment.refunded", "partially_refunded", 5_000],
    ["payment.refunded", "refunded", 19_900],
    ["prop_account.closed", "closed", undefined],
  ]);
  expect(after[2]?.data.closed_reason).toBe("refunded");
});

describe("payment.disputed", () => {
  async function disputed() {
    const { id, intent } = await bought("pm_card_createDispute");
    const [dispute] = (await stripe().disputes.list({ payment_intent: intent })).data;
    if (!dispute) throw new Error("no dispute");
    return { id, intent, dispute };
  }

  test("a dispute, won later → emitted once, the account suspended, then active", async () => {
    const { id, intent, dispute } = await disputed();
    const first = await emitted(id);
    expect(first.find(({ type }) => type === "payment.disputed")?.data.dispute).toEqual({
      id: dispute.id,
      status: "needs_response",
      reason: dispute.reason,
      amount_cents: 19_900,
    });
    await control(`disputes/${dispute.id}/win`);
    await deliverAll(intent);
    expect(await types(id)).toEqual([
      "payment.succeeded",
      "payment.disputed",
      "prop_account.suspended",
      "prop_account.active",
    ]);
  });

  test("a lost dispute → the account is closed", async () => {
    const { id, intent, dispute } = await disputed();
    await control(`disputes/${dispute.id}/lose`);
    await deliverAll(intent);
    expect((await types(id)).slice(-3)).toEqual([
      "payment.disputed",
      "prop_account.suspended",
      "prop_account.closed",
    ]);
  });

  test("an inquiry → not emitted", async () => {
    const { id } = await bought("pm_card_createDisputeInquiry");
    expect(await types(id)).toEqual(["payment.succeeded", "prop_account.active"]);
  });
});

test("emitChanges: Stripe's events in reverse order → the same events, each once", async () => {
  const { id, intent } = await start();
  await confirm(intent);
  await stripe().refunds.create({ payment_intent: intent });
  for (const event of (await eventsOf(intent)).reverse()) await deliver(event);
  await runAllJobs();
  expect(await types(id)).toEqual(["payment.succeeded", "payment.refunded", "prop_account.closed"]);
});

test("payment.failed: a payment is canceled because of its age → emitted once", async () => {
  const { id, intent } = await start();
  await sql("update payments set created_at = now() - interval '25 hours' where id = $1", [id]);
  await cancelStalePayments(systemContext(database(), "job_test"));
  await deliverAll(intent);
  const [failed, ...more] = await emitted(id);
  expect([failed?.type, failed?.data.status, more]).toEqual(["payment.failed", "canceled", []]);
});

test("payment.failed: a payment without a PaymentIntent is canceled → emitted once", async () => {
  const { id } = await start();
  await sql(
    "update payments set created_at = now() - interval '25 hours', stripe_payment_intent_id = null where id = $1",
    [id],
  );
  for (let n = 0; n < 2; n++) await cancelStalePayments(systemContext(database(), "job_test"));
  const [failed, ...more] = await emitted(id);
  expect([failed?.type, failed?.data.failure_reason, more]).toEqual([
    "payment.failed",
    "abandoned",
    [],
  ]);
});

test("payment.succeeded: a deposit → its kind and its wallet, neither tier nor account", async () => {
  const customer = await newCustomer();
  const login = await walletOf(customer.publicId);
  const { paymentId, event } = await payDeposit(customer, login);
  await deliver(event);
  await runAllJobs();
  expect(await emitted(paymentId)).toEqual([
    expect.objectContaining({
      type: "payment.succeeded",
      data: {
        payment_id: paymentId,
        user_id: customer.publicId,
        stripe_payment_intent_id: expect.any(String),
        tier_id: null,
        amount_cents: 5_000,
        currency: "usd",
        prop_account_id: null,
        kind: "deposit",
        login,
      },
    }),
  ]);
  const intent = event.data.object as Stripe.PaymentIntent;
  await stripe().refunds.create({ payment_intent: intent.id, amount: 2_000 });
  await deliverAll(intent.id);
  expect((await emitted(paymentId)).slice(1)).toMatchObject([
    {
      type: "payment.refunded",
      data: { kind: "deposit", login, refunded_cents: 2_000, status: "partially_refunded" },
    },
  ]);
});
