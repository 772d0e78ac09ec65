import { beforeAll, beforeEach, expect, test } from "vitest";
import { type Admin, newAdmin } from "@/testing/actors/admin";
import type { Customer } from "@/testing/actors/customer";
import { contextOf, newTrader } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import {
  compareRecent,
  deliverEvents,
  newPaidCheckout,
  startComparison,
} from "@/testing/stripe/comparison";
import { control, deliver, eventOf } from "@/testing/stripe/sandbox";
import { listDisputes, listPaymentsForReview } from ".";
import { strippedPayload } from "./inbox/strip-events";

let admin: Admin;
let me: Customer;
beforeAll(async () => {
  admin = await newAdmin();
});
beforeEach(async () => {
  me = await startComparison();
});

async function disputed(body: object = {}) {
  const payment = await newPaidCheckout(me);
  const path = `payment_intents/${payment.stripe_payment_intent_id}/dispute`;
  const dispute = await control(path, body);
  await deliverEvents(payment.stripe_payment_intent_id);
  return { ...payment, dispute };
}
const dueBy = async (id: string) =>
  (await sql("select due_by from payment_disputes where id = $1", [id])).rows[0]?.due_by;
/** As a release before it left the row: without its deadline, seen a while ago. */
const forgetDeadline = (id: string) =>
  sql(
    "update payment_disputes set due_by = null, status_at = now() - interval '1 hour' where id = $1",
    [id],
  );
const deadlineOf = (dispute: { evidence_details: { due_by: number } }) =>
  new Date(dispute.evidence_details.due_by * 1000);
const ofPayment = (id: string) => ({ id, currency: "usd", livemode: false });

test("charge.dispute.created: → the deadline and the reason are listed for admins", async () => {
  const { payment_id, dispute } = await disputed({ reason: "product_not_received" });
  expect(await listDisputes(admin.ctx, ofPayment(payment_id))).toEqual([
    {
      id: dispute.id,
      payment_id,
      amount_cents: 19_900,
      currency: "usd",
      reason: "product_not_received",
      status: "needs_response",
      status_at: expect.any(String),
      due_by: deadlineOf(dispute).toISOString(),
      stripe_url: null,
    },
  ]);
  const trader = contextOf(await newTrader());
  await expect(listDisputes(trader, ofPayment(payment_id))).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
});

test("charge.dispute.created: the bank takes no response, so Stripe sends 0 or null → no deadline", async () => {
  for (const due_by of [0, null]) {
    const { stripe_payment_intent_id, dispute } = await disputed();
    const event = await eventOf(stripe_payment_intent_id, "charge.dispute.created");
    expect(await dueBy(dispute.id)).toEqual(deadlineOf(dispute));
    // Later than the state that is fetched: the event's own state counts.
    const object = { ...dispute, evidence_details: { ...dispute.evidence_details, due_by } };
    const later = { ...event, id: `${event.id}x`, created: event.created + 3_600 };
    await deliver({ ...later, data: { object } });
    await runAllJobs();
    expect(await dueBy(dispute.id)).toBeNull();
    await startComparison();
  }
});

test("charge.dispute.created: replayed after its details were removed → the deadline stays", async () => {
  const { stripe_payment_intent_id, dispute } = await disputed();
  const event = await eventOf(stripe_payment_intent_id, "charge.dispute.created");
  const stripped = JSON.parse(strippedPayload(JSON.stringify(event)));
  expect(stripped.data.object.evidence_details).toBeUndefined();
  await deliver({ ...stripped, id: `${event.id}x` });
  await runAllJobs();
  expect(
    (await sql("select status from stripe_events where id = $1", [`${event.id}x`])).rows,
  ).toEqual([{ status: "handled" }]);
  expect(await dueBy(dispute.id)).toEqual(deadlineOf(dispute));
});

test("reconcile: a row from before deadlines were stored → repaired once; decided → not compared", async () => {
  const { payment_id, dispute } = await disputed();
  await forgetDeadline(dispute.id);
  const { findings } = await compareRecent();
  expect(findings).toMatchObject([
    {
      kind: "repaired",
      payment_id,
      detail: expect.stringContaining(`Dispute ${dispute.id}: due at no time here, `),
    },
  ]);
  expect(await dueBy(dispute.id)).toEqual(deadlineOf(dispute));
  expect((await compareRecent()).findings).toEqual([]);
  await control(`disputes/${dispute.id}/lose`);
  await compareRecent();
  await forgetDeadline(dispute.id);
  expect((await compareRecent()).findings).toEqual([]);
});

test("POST /api/admin/payments/[id]/check: a row from before deadlines were stored → has its deadline", async () => {
  const { payment_id, dispute } = await disputed();
  await forgetDeadline(dispute.id);
  await as(admin).post(`/api/admin/payments/${payment_id}/check`);
  expect(await dueBy(dispute.id)).toEqual(deadlineOf(dispute));
});

test("charge.dispute.updated: an inquiry becomes a dispute → the deadline of the dispute", async () => {
  const { stripe_payment_intent_id, dispute } = await disputed({ inquiry: true });
  await sql("update payment_disputes set due_by = now() - interval '1 day'");
  await control(`disputes/${dispute.id}/lose`);
  const event = await eventOf(stripe_payment_intent_id, "charge.dispute.updated");
  const object = JSON.parse(JSON.stringify(event.data.object));
  await deliverEvents(stripe_payment_intent_id);
  expect([object.status, await dueBy(dispute.id)]).toEqual(["needs_response", deadlineOf(object)]);
});

test("listPaymentsForReview: disputes → the first deadline first, before those without one; no sentence twice", async () => {
  const late = await disputed();
  const soon = await disputed({ reason: "duplicate" });
  const other = await newPaidCheckout(me);
  await sql("update payments set review_kind = 'mismatch', review_reason = 'M' where id = $1", [
    other.payment_id,
  ]);
  await sql("update payment_disputes set due_by = now() + interval '1 day' where id = $1", [
    soon.dispute.id,
  ]);
  const rows = (await listPaymentsForReview(admin.ctx)).filter(({ payment_id }) =>
    [late, soon, other].some((it) => it.payment_id === payment_id),
  );
  expect(rows.map((row) => [row.payment_id, row.notice, row.disputes.map(({ id }) => id)])).toEqual(
    [
      [soon.payment_id, null, [soon.dispute.id]],
      [late.payment_id, null, [late.dispute.id]],
      [other.payment_id, "M", []],
    ],
  );
});
