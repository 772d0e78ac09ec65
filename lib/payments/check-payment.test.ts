import { beforeAll, beforeEach, expect, test } from "vitest";
import { type Admin, auditOf, newAdmin, performAction, REASON } from "@/testing/actors/admin";
import type { Actor } from "@/testing/actors/credentials";
import { newCustomer } from "@/testing/actors/customer";
import { walletOf } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { startCheckout } from "@/testing/stripe/payments";
import { confirm, control, deliver, eventsOf } from "@/testing/stripe/sandbox";
import { stripe } from "./stripe";

let admin: Admin;
let me: Awaited<ReturnType<typeof newCustomer>>;
beforeAll(async () => {
  admin = await newAdmin();
});
beforeEach(async () => {
  me = await newCustomer();
});

const open = () => startCheckout(me, { key: crypto.randomUUID() });
const compare = (payment_id: string, actor: Actor = admin) =>
  as(actor).post(`/api/admin/payments/${payment_id}/check`);
const nextTurn = (id: string) =>
  sql("update payments set synced_at = now() - interval '6 seconds' where id = $1", [id]);
const steps = async (id: string) =>
  (
    await sql("select source, type, note from payment_events where payment_id = $1 order by id", [
      id,
    ])
  ).rows;
/** The next read of a PaymentIntent fails, and the client's one retry. */
const stripeFails = () =>
  control("faults", { kind: "500", count: 2, method: "GET", path: "/v1/payment_intents" });
const accountsOf = async (id: string) =>
  (await sql("select status from prop_accounts where payment_id = $1", [id])).rows;

test("POST /api/admin/payments/[id]/check: paid, all events lost → paid here, its account created once, no audit entry", async () => {
  const { payment_id: id, stripe_payment_intent_id: intentId } = await open();
  await confirm(intentId);
  const { status, body } = await compare(id);
  expect([status, body]).toEqual([
    200,
    expect.objectContaining({
      result: "changed",
      kind: "challenge",
      status_before: "requires_payment_method",
      status: "succeeded",
      checked_at: expect.any(String),
    }),
  ]);
  await runAllJobs();
  // The events arrive later.
  for (const event of await eventsOf(intentId)) await deliver(event);
  await runAllJobs();
  expect(await accountsOf(id)).toEqual([{ status: "active" }]);
  expect((await steps(id))[0]).toMatchObject({ source: "admin", type: "payment.checked" });
  expect(await auditOf(id)).toEqual([]);
});

test("POST /api/admin/payments/[id]/check: a deposit's events lost → the wallet is credited once", async () => {
  const login = await walletOf(me.publicId);
  const { body } = await as(me).post("/v2/payments/deposits", { login, amount_cents: 5_000 });
  await confirm(body.stripe_payment_intent_id);
  expect((await compare(body.payment_id)).body).toMatchObject({
    kind: "deposit",
    result: "changed",
  });
  await runAllJobs();
  const { rows } = await sql(
    "select balance_cents::int as cents from trading_accounts where login = $1",
    [login],
  );
  expect(rows).toEqual([{ cents: 5_000 }]);
});

test("POST /api/admin/payments/[id]/check: nothing new → unchanged, no step of history; again within 5 s → Stripe isn't called", async () => {
  const { payment_id: id, stripe_payment_intent_id: intentId } = await open();
  const first = await compare(id);
  expect(first.body).toMatchObject({ result: "unchanged", last_step: 0 });
  await confirm(intentId);
  const second = await compare(id);
  expect(second.body).toEqual(first.body);
  await nextTurn(id);
  expect((await compare(id)).body).toMatchObject({ result: "changed", status: "succeeded" });
});

test("POST /api/admin/payments/[id]/check: another check waits for Stripe → in_progress", async () => {
  const { payment_id: id } = await open();
  await sql("update payments set synced_at = now() where id = $1", [id]);
  expect((await compare(id)).body).toMatchObject({ result: "in_progress", checked_at: null });
});

test("POST /api/admin/payments/[id]/check: Stripe doesn't respond → UNAVAILABLE, the time of its last response unchanged", async () => {
  const { payment_id: id } = await open();
  const { checked_at } = (await compare(id)).body;
  await nextTurn(id);
  await stripeFails();
  const response = await compare(id);
  expect([response.status, response.body.error.code]).toEqual([503, "UNAVAILABLE"]);
  const { rows } = await sql("select checked_at from payments where id = $1", [id]);
  expect(rows[0].checked_at.toISOString()).toBe(checked_at);
});

test("POST /api/admin/payments/[id]/check: refund and dispute events lost → both applied", async () => {
  const { payment_id: id, stripe_payment_intent_id: intentId } = await open();
  await confirm(intentId);
  await compare(id);
  await stripe().refunds.create({ payment_intent: intentId, amount: 5_000 });
  await nextTurn(id);
  expect((await compare(id)).body).toMatchObject({ status: "partially_refunded" });
  await control(`payment_intents/${intentId}/dispute`);
  await nextTurn(id);
  expect((await compare(id)).body).toMatchObject({ result: "changed", status: "disputed" });
});

test("POST /api/admin/payments/[id]/check: a PaymentIntent that Stripe doesn't know → unknown, flagged for review once", async () => {
  const { payment_id: id } = await open();
  await sql("update payments set stripe_payment_intent_id = 'pi_gone' where id = $1", [id]);
  expect((await compare(id)).body).toMatchObject({ result: "unknown" });
  await nextTurn(id);
  expect((await compare(id)).body).toMatchObject({ result: "unknown" });
  const { rows } = await sql("select review_reason from payments where id = $1", [id]);
  expect(rows[0].review_reason).toContain("doesn't know");
  expect(await steps(id)).toHaveLength(1);
});

test("POST /api/admin/payments/[id]/check: no PaymentIntent, or one of the other mode → no_payment_intent, other_mode; Stripe isn't called", async () => {
  const { payment_id: id } = await open();
  await sql("update payments set livemode = true where id = $1", [id]);
  expect((await compare(id)).body).toMatchObject({ result: "other_mode", checked_at: null });
  await sql("update payments set livemode = false, stripe_payment_intent_id = null where id = $1", [
    id,
  ]);
  expect((await compare(id)).body).toMatchObject({ result: "no_payment_intent", checked_at: null });
  const action = await performAction(admin, "payment.sync", { id });
  expect([action.status, action.body.error.code]).toEqual([409, "INVALID_STATE"]);
});

test("POST /api/admin/payments/[id]/check: an unknown payment → 404", async () => {
  expect((await compare("pay_none")).status).toBe(404);
});

test("payment.sync: a final payment whose refund event was lost → applied although it was just checked, with an audit entry", async () => {
  const { payment_id: id, stripe_payment_intent_id: intentId } = await open();
  await confirm(intentId);
  await compare(id);
  await stripe().refunds.create({ payment_intent: intentId });
  const { body } = await performAction(admin, "payment.sync", { id });
  expect(body).toMatchObject({
    status: "done",
    payment_check: { result: "changed", status_before: "succeeded", status: "refunded" },
  });
  const again = await performAction(admin, "payment.sync", { id });
  expect(again.body.payment_check).toMatchObject({ result: "unchanged" });
  expect(await auditOf(id)).toMatchObject([
    {
      action: "payment.sync",
      reason: REASON,
      before: { status: "succeeded" },
      after: { status: "refunded", result: "applied" },
    },
    { action: "payment.sync", before: { status: "refunded" }, after: { status: "refunded" } },
  ]);
});

test("payment.sync: Stripe doesn't respond → UNAVAILABLE, no audit entry", async () => {
  const { payment_id: id } = await open();
  await stripeFails();
  expect((await performAction(admin, "payment.sync", { id })).status).toBe(503);
  expect(await auditOf(id)).toEqual([]);
});

test("payment.sync: a refund request without Stripe's response → refunded once, and the request is done", async () => {
  const { payment_id: id, stripe_payment_intent_id: intentId } = await open();
  await confirm(intentId);
  await compare(id);
  await control("faults", { kind: "drop_before", count: 2, method: "POST", path: "/v1/refunds" });
  const idempotency_key = crypto.randomUUID();
  const refund = await performAction(admin, "payment.refund", {
    id,
    amount_cents: 5_000,
    idempotency_key,
  });
  expect(refund.body.status).toBe("pending");
  const { body } = await performAction(admin, "payment.sync", { id });
  expect(body.payment_check).toMatchObject({ result: "changed", status: "partially_refunded" });
  expect((await stripe().refunds.list({ payment_intent: intentId })).data).toHaveLength(1);
  const { rows } = await sql("select status from money_requests where payment_id = $1", [id]);
  expect(rows).toEqual([{ status: "done" }]);
});
