import { beforeAll, expect, test } from "vitest";
import { inTransaction } from "@/db/transaction";
import { database } from "@/lib/database";
import { inspectPayment } from "@/lib/payments";
import { gatherFacts } from "@/lib/payments/gather";
import { recordFacts } from "@/lib/payments/record-facts";
import { stripe } from "@/lib/payments/stripe";
import { nobody } from "@/testing/api";
import { sql } from "@/testing/callers";
import { postDeposit, walletOf } from "@/testing/deposits";
import { buy, confirm, control, deliver, eventsOf, workOff } from "@/testing/stripe";
import { contextOf, newTrader } from "@/testing/trading";
import { getPaymentEvidence, getPaymentHistory } from "./read";
import { recordHistory } from "./record";

type Trader = Awaited<ReturnType<typeof newTrader>>;
let me: Trader;
let other: Trader;
beforeAll(async () => {
  me = await newTrader();
  other = await newTrader();
});

const admin = () => {
  const { actor, ...ctx } = contextOf(me);
  return { ...ctx, actor: { ...actor, role: "admin" as const } };
};

async function hear(intentId: string) {
  for (const event of await eventsOf(intentId)) await deliver(event);
  await workOff();
}

const kinds = async (paymentId: string) =>
  (await getPaymentHistory(contextOf(me), paymentId)).flatMap(({ changes }) =>
    changes.map((change) =>
      change.kind === "wallet"
        ? `wallet ${change.amount_cents}`
        : `${change.kind} ${"to" in change ? change.to : change.reason}`,
    ),
  );

test("a payment's history tells each thing that changed, in order, and nothing twice", async () => {
  const { payment_id, stripe_payment_intent_id: intentId } = await buy(me.appHeaders);
  await confirm(intentId, "pm_card_chargeDeclined").catch(() => {});
  await hear(intentId);
  await confirm(intentId);
  await hear(intentId);
  await stripe().refunds.create({ payment_intent: intentId, amount: 5_000 });
  await hear(intentId);
  await control(`payment_intents/${intentId}/dispute`);
  await hear(intentId);
  await hear(intentId);
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

test("a deposit's history tells what went into the wallet and what was taken out", async () => {
  const login = await walletOf(me.publicId);
  const { body } = await postDeposit(me.appHeaders, { login, amount_cents: 5_000 });
  const intentId = body.stripe_payment_intent_id;
  await confirm(intentId);
  await hear(intentId);
  await stripe().refunds.create({ payment_intent: intentId });
  await hear(intentId);
  expect(await kinds(body.payment_id)).toEqual([
    "status succeeded",
    "wallet 5000",
    "refund succeeded",
    "status refunded",
    "wallet -5000",
  ]);
});

test("the evidence names the event of each step, and also what came and changed nothing", async () => {
  const { payment_id, stripe_payment_intent_id: intentId } = await buy({
    ...me.appHeaders,
    "idempotency-key": crypto.randomUUID(),
  });
  await confirm(intentId);
  const [event] = await eventsOf(intentId, "payment_intent.succeeded");
  await deliver({ ...event, id: "evt_first" });
  await deliver({ ...event, id: "evt_second" });
  await workOff();
  const evidence = await getPaymentEvidence(admin(), payment_id);
  const told = evidence.map(({ source, stripe_event_id, changes }) => [
    source,
    stripe_event_id,
    changes.length,
  ]);
  expect(told).toContainEqual(["stripe", "evt_first", 1]);
  expect(told).toContainEqual(["stripe", "evt_second", 0]);
  expect(
    (await getPaymentHistory(contextOf(me), payment_id)).map(({ changes }) => changes.length),
  ).toEqual([1, 1, 1]);
});

test("a payment that doesn't fit says so in its evidence, and to its customer nothing", async () => {
  const { payment_id, stripe_payment_intent_id: intentId } = await buy({
    ...me.appHeaders,
    "idempotency-key": crypto.randomUUID(),
  });
  await sql("update payments set amount_cents = 100 where id = $1", [payment_id]);
  await confirm(intentId);
  await hear(intentId);
  const [step] = await getPaymentEvidence(admin(), payment_id);
  expect(step?.note).toBe("PaymentIntent over 19900 usd for a payment of 100 usd");
  expect(await getPaymentHistory(contextOf(me), payment_id)).toEqual([]);
  const { review_reason } = await inspectPayment(admin(), payment_id);
  expect(review_reason).toBe(step?.note);
});

test("the venue's own words are an admin's to read; why an account was closed is its customer's", async () => {
  const { payment_id } = await buy({ ...me.appHeaders, "idempotency-key": crypto.randomUUID() });
  const entry = { paymentId: payment_id, source: "account", type: "prop_account.test" } as const;
  const account = { kind: "account", prop_account_id: "prop_1", from: "provisioning" } as const;
  const told = [
    { ...account, to: "provisioning_failed", reason: "The gateway answered 400. no such key" },
    { ...account, to: "closed", reason: "refunded" },
  ];
  for (const change of told) await recordHistory(database(), { ...entry, changes: [change] });
  const changesOf = (steps: { changes: unknown[] }[]) => steps.flatMap(({ changes }) => changes);
  const [failed, closed] = told;
  expect(changesOf(await getPaymentHistory(contextOf(me), payment_id))).toEqual([
    { ...failed, reason: null },
    closed,
  ]);
  expect(changesOf(await getPaymentEvidence(admin(), payment_id))).toEqual(told);
});

test("nobody reads another's history, and only an admin the evidence", async () => {
  const { payment_id } = await buy({ ...me.appHeaders, "idempotency-key": crypto.randomUUID() });
  const missing = { code: "NOT_FOUND" };
  await expect(getPaymentHistory(contextOf(other), payment_id)).rejects.toMatchObject(missing);
  await expect(getPaymentHistory(nobody(), payment_id)).rejects.toMatchObject({
    code: "UNAUTHENTICATED",
  });
  for (const read of [getPaymentEvidence, inspectPayment]) {
    await expect(read(contextOf(me), payment_id)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(read(nobody(), payment_id)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  }
  await expect(inspectPayment(admin(), "pay_none")).rejects.toMatchObject(missing);
});

test("what became of an account is written while an event of its payment is being recorded", async () => {
  const { payment_id, stripe_payment_intent_id: intentId } = await buy({
    ...me.appHeaders,
    "idempotency-key": crypto.randomUUID(),
  });
  const facts = await gatherFacts(intentId);
  const cause = { source: "sync", type: "payment.synced" } as const;
  await inTransaction(database(), async (tx) => {
    await recordFacts(tx, payment_id, facts, cause);
    const changes = [{ kind: "failure", reason: "expired_card" } as const];
    await recordHistory(database(), { ...cause, paymentId: payment_id, changes });
  });
  expect(await kinds(payment_id)).toEqual(["failure expired_card"]);
});

test("what was told stays told: the history is append-only", async () => {
  await expect(sql("update payment_events set note = 'changed'")).rejects.toThrow("append-only");
  await expect(sql("delete from payment_events")).rejects.toThrow("append-only");
});
