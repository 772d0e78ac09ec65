import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { resumePurchase, resumeStalled } from "@/lib/purchases";
import { type Admin, newAdmin, performAction } from "@/testing/actors/admin";
import { balanceOf, newTrader, type Trader } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { ledgerProblems } from "@/testing/database/ledger";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { settleAll } from "@/testing/purchases/purchase-state";
import {
  boughtPurchase,
  deliverEvents,
  FEE,
  flagOf,
  intentOf,
  refundedAmounts,
  refundToCard,
  requestsOf,
  stripeRefundsOf,
  topUp,
} from "@/testing/purchases/refund-to-card";
import { control } from "@/testing/stripe/sandbox";

let admin: Admin;
let me: Trader;

beforeAll(async () => {
  admin = await newAdmin();
});
beforeEach(async () => {
  me = await newTrader();
});
afterAll(async () => expect(await ledgerProblems()).toEqual([]));

test("purchase.refund_to_card: the top-up is disputed before the fee is back → no refund, and the payment is flagged", async () => {
  const topUpId = await topUp(me, 50_000);
  const id = await boughtPurchase(me);
  await refundToCard(admin, id, [[topUpId, FEE]]);
  await control(`payment_intents/${await intentOf(topUpId)}/dispute`);
  await deliverEvents(topUpId);
  await settleAll();
  expect(await refundedAmounts(topUpId)).toEqual([]);
  expect(await requestsOf(id)).toMatchObject([
    { status: "refused", problem: expect.stringContaining("The top-up is disputed") },
  ]);
  expect(await flagOf(topUpId)).toMatchObject({
    review_kind: "refund_rejected",
    review_reason: expect.stringContaining(`The refund of $499.00 for purchase ${id} wasn't sent`),
  });
});

test("purchase.refund_to_card: disputed at Stripe before we know → Stripe's rejection is the reason", async () => {
  const topUpId = await topUp(me, 50_000);
  const id = await boughtPurchase(me);
  await refundToCard(admin, id, [[topUpId, FEE]]);
  await control(`payment_intents/${await intentOf(topUpId)}/dispute`);
  await settleAll();
  expect(await requestsOf(id)).toMatchObject([
    { status: "refused", problem: expect.stringMatching(/disput|charged back/i) },
  ]);
  expect(await flagOf(topUpId)).toMatchObject({ review_kind: "refund_rejected" });
  expect(await balanceOf(me.login)).toBe(50_000);
});

test("purchase.refund_to_card: the customer spends the money before the refund is sent → not sent; another top-up → possible again", async () => {
  const topUpId = await topUp(me, 50_000);
  const id = await boughtPurchase(me);
  await refundToCard(admin, id, [[topUpId, FEE]]);
  await resumePurchase(systemContext(database(), "job_test"), id);
  expect(await requestsOf(id)).toMatchObject([{ status: "pending" }]);
  await boughtPurchase(me);
  await settleAll();
  expect(await requestsOf(id)).toMatchObject([
    { status: "refused", problem: expect.stringContaining("has only $1.00") },
  ]);
  const second = await topUp(me, 60_000);
  expect((await refundToCard(admin, id, [[second, FEE]])).status).toBe(200);
  await settleAll();
  expect(await refundedAmounts(second)).toEqual([FEE]);
});

test("purchase.refund_to_card: the bank returns the refund → flagged as a failed refund, the money in the wallet", async () => {
  const topUpId = await topUp(me, 50_000);
  const id = await boughtPurchase(me);
  await refundToCard(admin, id, [[topUpId, FEE]]);
  await settleAll();
  const [refund] = await stripeRefundsOf(topUpId);
  await control(`refunds/${refund?.id}/fail`);
  await deliverEvents(topUpId);
  await runAllJobs();
  expect(await flagOf(topUpId)).toMatchObject({ review_kind: "refund_failed" });
  expect(await balanceOf(me.login)).toBe(50_000);
  const failed = async () => (await as(me).get(`/v2/payments/${topUpId}`)).body.refund_failed;
  expect(await failed()).toBe(true);
  await performAction(admin, "payment.review_done", { id: topUpId });
  expect(await failed()).toBe(false);
});

test.each([
  ["500", 1],
  ["drop_before", 2],
  ["drop_after", 2],
])(
  "purchase.refund_to_card: the call to Stripe ends with %s → pending, and refunded once by the job",
  async (kind, count) => {
    const topUpId = await topUp(me, 50_000);
    const id = await boughtPurchase(me);
    await refundToCard(admin, id, [[topUpId, FEE]]);
    await control("faults", { kind, count, method: "POST", path: "/v1/refunds" });
    await settleAll();
    expect(await requestsOf(id)).toMatchObject([{ status: "pending" }]);
    for (let tries = 0; tries < 2; tries++) {
      await sql(
        "select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs where task_identifier = 'settle-refund'), run_at => now())",
      );
      await runAllJobs();
    }
    expect(await refundedAmounts(topUpId)).toEqual([FEE]);
    expect(await requestsOf(id)).toMatchObject([{ status: "done" }]);
  },
);

test("resumeStalled: a worker of the release before returned the fee, so the refund still waits → sent", async () => {
  const topUpId = await topUp(me, 50_000);
  const id = await boughtPurchase(me);
  await refundToCard(admin, id, [[topUpId, FEE]]);
  const ctx = systemContext(database(), "job_test");
  await resumePurchase(ctx, id);
  await sql("delete from graphile_worker._private_jobs");
  await sql("update money_requests set status = 'waiting' where purchase_id = $1", [id]);
  await resumeStalled(ctx);
  await runAllJobs();
  expect(await requestsOf(id)).toMatchObject([{ status: "done" }]);
  expect(await refundedAmounts(topUpId)).toEqual([FEE]);
});
