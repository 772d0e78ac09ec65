import { beforeAll, expect, test } from "vitest";
import { inTransaction } from "@/db/transaction";
import { database } from "@/lib/core/database";
import { inspectPayment } from "@/lib/payments";
import { fetchFacts } from "@/lib/payments/facts/fetch";
import { recordFacts } from "@/lib/payments/facts/record";
import { stripe } from "@/lib/payments/stripe";
import { anonymousCtx } from "@/testing/actors/contexts";
import { contextOf, newTrader, walletOf } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { startCheckout } from "@/testing/stripe/payments";
import { confirm, control, decline, deliver, eventsOf } from "@/testing/stripe/sandbox";
import { getPaymentEvidence, getPaymentHistory } from "./read";
import { recordHistory } from "./record";

type Trader = Awaited<ReturnType<typeof newTrader>>;
let trader: Trader;
let other: Trader;
beforeAll(async () => {
  trader = await newTrader();
  other = await newTrader();
});

const admin = () => {
  const { actor, ...ctx } = contextOf(trader);
  return { ...ctx, actor: { ...actor, role: "admin" as const } };
};

/** Delivers all Stripe events of a PaymentIntent and runs their jobs. */
async function deliverEvents(intentId: string) {
  for (const event of await eventsOf(intentId)) await deliver(event);
  await runAllJobs();
}

const kinds = async (paymentId: string) =>
  (await getPaymentHistory(contextOf(trader), paymentId)).flatMap(({ changes }) =>
    changes.map((change) =>
      change.kind === "wallet"
        ? `wallet ${change.amount_cents}`
        : `${change.kind} ${"to" in change ? change.to : change.kind === "failure" ? change.reason : change.code}`,
    ),
  );

test("getPaymentHistory: declined, paid, refunded in part, disputed → each change once, in order", async () => {
  const { payment_id, stripe_payment_intent_id: intentId } = await startCheckout(trader);
  await decline(intentId);
  await deliverEvents(intentId);
  await confirm(intentId);
  await deliverEvents(intentId);
  await stripe().refunds.create({ payment_intent: intentId, amount: 5_000 });
  await deliverEvents(intentId);
  await control(`payment_intents/${intentId}/dispute`);
  await deliverEvents(intentId);
  await deliverEvents(intentId);
  expect(await kinds(payment_id)).toEqual([
    "failure generic_decline",
    "status succeeded",
    "account provisioning",
    "account active",
    "refund succeeded",
    "status partially_refunded",
    "dispute needs_response",
    "status disputed",
    "account suspended",
  ]);
});

test("getPaymentHistory: a deposit, then a refund → the credit and the debit of its wallet", async () => {
  const login = await walletOf(trader.publicId);
  const { body } = await as(trader).post("/v2/payments/deposits", { login, amount_cents: 5_000 });
  const intentId = body.stripe_payment_intent_id;
  await confirm(intentId);
  await deliverEvents(intentId);
  await stripe().refunds.create({ payment_intent: intentId });
  await deliverEvents(intentId);
  expect(await kinds(body.payment_id)).toEqual([
    "status succeeded",
    "wallet 5000",
    "refund succeeded",
    "status refunded",
    "wallet -5000",
  ]);
});

test("getPaymentEvidence: two Stripe events of one change → an entry for each, the second without changes", async () => {
  const { payment_id, stripe_payment_intent_id: intentId } = await startCheckout(trader, {
    key: crypto.randomUUID(),
  });
  await confirm(intentId);
  const [event] = await eventsOf(intentId, "payment_intent.succeeded");
  await deliver({ ...event, id: "evt_first" });
  await deliver({ ...event, id: "evt_second" });
  await runAllJobs();
  const evidence = await getPaymentEvidence(admin(), payment_id);
  const entries = evidence.map(({ source, stripe_event_id, changes }) => [
    source,
    stripe_event_id,
    changes.length,
  ]);
  expect(entries).toContainEqual(["stripe", "evt_first", 1]);
  expect(entries).toContainEqual(["stripe", "evt_second", 0]);
  expect(
    (await getPaymentHistory(contextOf(trader), payment_id)).map(({ changes }) => changes.length),
  ).toEqual([1, 1, 1]);
});

test("getPaymentEvidence: the amount at Stripe differs → a note, and no entry in the customer's history", async () => {
  const { payment_id, stripe_payment_intent_id: intentId } = await startCheckout(trader, {
    key: crypto.randomUUID(),
  });
  await sql("update payments set amount_cents = 100 where id = $1", [payment_id]);
  await confirm(intentId);
  await deliverEvents(intentId);
  const [entry] = await getPaymentEvidence(admin(), payment_id);
  expect(entry?.note).toBe("The PaymentIntent is for 199.00 USD, but this payment is for 1.00 USD");
  expect(await getPaymentHistory(contextOf(trader), payment_id)).toEqual([]);
  const { review_reason } = await inspectPayment(admin(), payment_id);
  expect(review_reason).toBe(entry?.note);
});

test("getPaymentHistory: the venue's message, and why an account was closed → the customer sees only the second", async () => {
  const { payment_id } = await startCheckout(trader, { key: crypto.randomUUID() });
  const entry = { paymentId: payment_id, source: "account", type: "prop_account.test" } as const;
  const account = { kind: "account", prop_account_id: "prop_1", from: "provisioning" } as const;
  const recorded = [
    { ...account, to: "provisioning_failed", reason: "The gateway answered 400. no such key" },
    { ...account, to: "closed", reason: "refunded" },
  ];
  for (const change of recorded) await recordHistory(database(), { ...entry, changes: [change] });
  const changesOf = (entries: { changes: unknown[] }[]) =>
    entries.flatMap(({ changes }) => changes);
  const [failed, closed] = recorded;
  expect(changesOf(await getPaymentHistory(contextOf(trader), payment_id))).toEqual([
    { ...failed, reason: null },
    closed,
  ]);
  expect(changesOf(await getPaymentEvidence(admin(), payment_id))).toEqual(recorded);
});

test("getPaymentHistory, getPaymentEvidence: another customer, or not an admin → NOT_FOUND, FORBIDDEN, UNAUTHENTICATED", async () => {
  const { payment_id } = await startCheckout(trader, { key: crypto.randomUUID() });
  const missing = { code: "NOT_FOUND" };
  await expect(getPaymentHistory(contextOf(other), payment_id)).rejects.toMatchObject(missing);
  await expect(getPaymentHistory(anonymousCtx(), payment_id)).rejects.toMatchObject({
    code: "UNAUTHENTICATED",
  });
  for (const read of [getPaymentEvidence, inspectPayment]) {
    await expect(read(contextOf(trader), payment_id)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(read(anonymousCtx(), payment_id)).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
    });
  }
  await expect(inspectPayment(admin(), "pay_none")).rejects.toMatchObject(missing);
});

test("recordHistory: an entry of the same payment is being recorded → recorded without waiting for it", async () => {
  const { payment_id, stripe_payment_intent_id: intentId } = await startCheckout(trader, {
    key: crypto.randomUUID(),
  });
  const facts = await fetchFacts(intentId);
  const cause = { source: "sync", type: "payment.synced" } as const;
  await inTransaction(database(), async (tx) => {
    await recordFacts(tx, payment_id, facts, cause);
    const changes = [{ kind: "failure", reason: "expired_card" } as const];
    await recordHistory(database(), { ...cause, paymentId: payment_id, changes });
  });
  expect(await kinds(payment_id)).toEqual(["failure expired_card"]);
});

test("payment_events: update or delete by SQL → rejected", async () => {
  await expect(sql("update payment_events set note = 'changed'")).rejects.toThrow("append-only");
  await expect(sql("delete from payment_events")).rejects.toThrow("append-only");
});
