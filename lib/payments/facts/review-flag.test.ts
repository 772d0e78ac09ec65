import { beforeAll, beforeEach, expect, test } from "vitest";
import { type Admin, auditOf, newAdmin, performAction } from "@/testing/actors/admin";
import { buyFromWallet, contextOf, newTrader, type Trader } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { payDeposit } from "@/testing/stripe/deposits";
import { startCheckout } from "@/testing/stripe/payments";
import { confirm, control, deliver, eventsOf } from "@/testing/stripe/sandbox";
import { listPaymentsForReview } from "..";
import { listFailedRefunds } from "../failed-refunds";
import { inspectPayment } from "../inspect-payment";
import { getReceipt } from "../receipt";
import { stripe } from "../stripe";

let admin: Admin;
let me: Trader;
beforeAll(async () => {
  admin = await newAdmin();
});
beforeEach(async () => {
  me = await newTrader();
});

async function deliverEvents(intent: string, order: "forward" | "backward" = "forward") {
  const events = await eventsOf(intent);
  if (order === "backward") events.reverse();
  for (const event of events) {
    await deliver({ ...event, id: `${event.id}_${crypto.randomUUID()}` });
  }
  await runAllJobs();
}

async function paid(card?: string) {
  const { payment_id: id, stripe_payment_intent_id: intent } = await startCheckout(me, {
    key: crypto.randomUUID(),
  });
  await confirm(intent, card);
  await deliverEvents(intent);
  return { id, intent };
}
const refund = (payment_intent: string, amount: number) =>
  stripe().refunds.create({ payment_intent, amount });
async function failedRefund(intent: string, amount: number) {
  const { id } = await refund(intent, amount);
  await control(`refunds/${id}/fail`);
}

const row = async (id: string) =>
  (await sql("select status, review_kind, review_reason from payments where id = $1", [id]))
    .rows[0];
const shown = async (id: string) => (await inspectPayment(admin.ctx, id)).review_reason;
const tickOff = (id: string) => performAction(admin, "payment.review_done", { id });
const FAILED = "Refund of $50.00 failed: pay the customer another way";

test.each(["forward", "backward"] as const)(
  "refund.failed: events %s, and again → one flag with the amount, on the overview, the payment as paid",
  async (order) => {
    const { id, intent } = await paid();
    await failedRefund(intent, 5_000);
    await deliverEvents(intent, order);
    await deliverEvents(intent, order);
    expect(await row(id)).toEqual({
      status: "succeeded",
      review_kind: "refund_failed",
      review_reason: FAILED,
    });
    const listed = await listPaymentsForReview(admin.ctx);
    expect(listed.filter(({ payment_id }) => payment_id === id)).toMatchObject([
      { reason: FAILED },
    ]);
  },
);

test("settlePaymentReview: a failed refund was handled → not flagged again by replays, and another one is", async () => {
  const { id, intent } = await paid();
  await failedRefund(intent, 5_000);
  await deliverEvents(intent);
  expect(await listFailedRefunds(contextOf(me), id)).toEqual([
    { status: "failed", amount_cents: 5_000, is_handled: false },
  ]);
  await tickOff(id);
  await deliverEvents(intent, "backward");
  expect(await row(id)).toMatchObject({ review_kind: null, review_reason: null });
  expect(await listFailedRefunds(contextOf(me), id)).toMatchObject([{ is_handled: true }]);
  expect(await auditOf(id)).toMatchObject([
    { before: { review_kind: "refund_failed" }, after: { review_kind: null } },
  ]);
  await failedRefund(intent, 2_500);
  await deliverEvents(intent);
  expect(await shown(id)).toBe("Refund of $25.00 failed: pay the customer another way");
  expect((await getReceipt(contextOf(me), id)).failed_refunds).toMatchObject([
    { kind: "failed", amount_cents: 5_000 },
    { kind: "failed", amount_cents: 2_500 },
  ]);
});

test("refund.failed: a dispute is opened and won → the flag stays, and both are shown while both are open", async () => {
  const { id, intent } = await paid();
  await failedRefund(intent, 5_000);
  await deliverEvents(intent);
  const dispute = await control(`payment_intents/${intent}/dispute`);
  await deliverEvents(intent);
  const disputeSentence = `Dispute ${dispute.id} needs a response in Stripe before the deadline`;
  expect([(await row(id)).review_kind, await shown(id)]).toEqual([
    "refund_failed",
    `${FAILED}. ${disputeSentence}`,
  ]);
  await tickOff(id);
  expect(await row(id)).toMatchObject({ review_kind: "dispute", review_reason: disputeSentence });
  await tickOff(id);
  expect(await row(id)).toMatchObject({ review_kind: null });
  await failedRefund(intent, 1_000).catch(() => {});
  await control(`disputes/${dispute.id}/win`);
  await deliverEvents(intent);
  expect((await row(id)).review_kind).not.toBe("dispute");
});

test("refund.failed: the payment is flagged for a mismatch → both are shown, and the refund is the flag once that is handled", async () => {
  const { id, intent } = await paid();
  await sql("update payments set review_kind = 'mismatch', review_reason = 'M' where id = $1", [
    id,
  ]);
  await failedRefund(intent, 5_000);
  await deliverEvents(intent);
  expect([(await row(id)).review_kind, await shown(id)]).toEqual(["mismatch", `M. ${FAILED}`]);
  await tickOff(id);
  expect(await row(id)).toMatchObject({ review_kind: "refund_failed", review_reason: FAILED });
});

test("refund.failed: refunded in full since → not flagged, and the customer sees no pending refund", async () => {
  const { id, intent } = await paid();
  await failedRefund(intent, 19_900);
  await deliverEvents(intent);
  expect(await row(id)).toMatchObject({ review_kind: "refund_failed" });
  await refund(intent, 19_900);
  await deliverEvents(intent, "backward");
  expect(await row(id)).toEqual({ status: "refunded", review_kind: null, review_reason: null });
  expect(await listFailedRefunds(contextOf(me), id)).toMatchObject([{ is_handled: true }]);
});

test("refund.failed: a lost dispute has returned the money → not flagged; won → flagged again", async () => {
  const { id, intent } = await paid();
  await failedRefund(intent, 5_000);
  const dispute = await control(`payment_intents/${intent}/dispute`);
  await control(`disputes/${dispute.id}/lose`);
  await deliverEvents(intent);
  expect(await row(id)).toMatchObject({ status: "disputed", review_kind: null });
  expect(await listFailedRefunds(contextOf(me), id)).toMatchObject([{ is_handled: true }]);

  const other = await paid();
  await failedRefund(other.intent, 5_000);
  const { id: won } = await control(`payment_intents/${other.intent}/dispute`);
  await control(`disputes/${won}/win`);
  await deliverEvents(other.intent);
  expect(await shown(other.id)).toBe(FAILED);
  expect(await listFailedRefunds(contextOf(me), other.id)).toMatchObject([{ is_handled: false }]);
});

test("refund.failed: more failed than the payment has left → the flag says how much may still go back", async () => {
  const { id, intent } = await paid();
  await failedRefund(intent, 5_000);
  await failedRefund(intent, 19_900);
  await refund(intent, 9_900);
  await deliverEvents(intent);
  const reason = await shown(id);
  expect(reason).toContain(FAILED);
  expect(reason).toContain("Refund of $199.00 failed");
  expect(reason).toMatch(/\. At most \$100\.00 of the payment is left to return$/);
});

test("settleDeposit: a wallet owes for a refund → that flag is shown beside a failed refund, which stays after it", async () => {
  const { paymentId: id } = await payDeposit(me, me.login, 50_000);
  await runAllJobs();
  const { rows } = await sql(
    "select stripe_payment_intent_id as intent from payments where id = $1",
    [id],
  );
  const { intent } = rows[0];
  await failedRefund(intent, 100);
  await deliverEvents(intent);
  await buyFromWallet(me);
  await refund(intent, 49_900);
  await deliverEvents(intent);
  await runAllJobs();
  expect((await row(id)).review_kind).toBe("wallet_debt");
  expect(await shown(id)).toMatch(/leaving a balance owed.*Refund of \$1\.00 failed/);
  await payDeposit(me, me.login, 60_000);
  await runAllJobs();
  expect((await row(id)).review_kind).toBe("refund_failed");
});

test.each([
  ["settled", "settle", "refunded", "closed", null],
  ["canceled", "cancel", "succeeded", "active", "refund_failed"],
] as const)(
  "refund.updated: a pending refund is %s, by that event alone → recorded",
  async (_, does, status, account, review_kind) => {
    const { id, intent } = await paid("pm_card_pendingRefund");
    const { id: refundId } = await stripe().refunds.create({ payment_intent: intent });
    await deliverEvents(intent);
    await control(`refunds/${refundId}/${does}`);
    const updated = (await eventsOf(intent, "refund.updated")).at(-1);
    await deliver({ ...updated });
    await runAllJobs();
    expect(await row(id)).toMatchObject({ status, review_kind });
    const { rows } = await sql(
      "select a.status as account, r.status as refund from prop_accounts a join payment_refunds r on r.payment_id = a.payment_id where a.payment_id = $1",
      [id],
    );
    expect(rows).toEqual([{ account, refund: does === "settle" ? "succeeded" : "canceled" }]);
  },
);

test("POST /v2/webhooks/stripe: a refund event of an unhandled type → stored and acknowledged, nothing changed", async () => {
  const { id, intent } = await paid();
  const [event] = await eventsOf(intent, "payment_intent.succeeded");
  const unknown = { ...event, id: `evt_${crypto.randomUUID()}`, type: "refund.renamed" };
  expect((await deliver(unknown)).status).toBe(200);
  await runAllJobs();
  expect(await row(id)).toMatchObject({ status: "succeeded", review_kind: null });
});
