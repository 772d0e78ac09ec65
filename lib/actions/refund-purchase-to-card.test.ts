import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { stripe } from "@/lib/payments/stripe";
import { resumePurchase } from "@/lib/purchases";
import { type Admin, auditOf, newAdmin, performAction, REASON } from "@/testing/actors/admin";
import { balanceOf, buyFromWallet, newTrader, type Trader } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { ledgerProblems } from "@/testing/database/ledger";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { purchaseRow, settleAll } from "@/testing/purchases/purchase-state";
import { payDeposit } from "@/testing/stripe/deposits";
import { control, deliver, eventsOf } from "@/testing/stripe/sandbox";

const FEE = 49_900;
let admin: Admin;
let me: Trader;

beforeAll(async () => {
  admin = await newAdmin();
});
beforeEach(async () => {
  me = await newTrader();
});
afterAll(async () => expect(await ledgerProblems()).toEqual([]));

/** A top-up that is in the wallet. */
async function topUp(cents: number) {
  const { paymentId } = await payDeposit(me, me.login, cents);
  await runAllJobs();
  return paymentId;
}

async function bought(): Promise<number> {
  const { body } = await buyFromWallet(me);
  return body.purchase.id;
}

type Refunds = [paymentId: string, cents: number][];
const toCard = (id: number, refunds: Refunds, key: string = crypto.randomUUID(), by = admin) =>
  performAction(by, "purchase.refund_to_card", {
    id,
    refunds: refunds.map(([payment_id, amount_cents]) => ({ payment_id, amount_cents })),
    idempotency_key: key,
  });

const intentOf = async (id: string): Promise<string> =>
  (await sql("select stripe_payment_intent_id as id from payments where id = $1", [id])).rows[0].id;

const refundsOf = async (id: string) =>
  (await stripe().refunds.list({ payment_intent: await intentOf(id) })).data.map(
    ({ amount }) => amount,
  );

const requestsOf = async (id: number) =>
  (
    await sql(
      "select payment_id, amount_cents::int as cents, status, problem from money_requests where purchase_id = $1 order by id",
      [id],
    )
  ).rows;

const flagOf = async (id: string) =>
  (await sql("select review_kind, review_reason from payments where id = $1", [id])).rows[0];

async function deliverEvents(id: string) {
  for (const event of await eventsOf(await intentOf(id))) await deliver(event);
  await runAllJobs();
}

test("purchase.refund_to_card: a running challenge → canceled, and its fee is refunded to the card that topped up the wallet", async () => {
  const topUpId = await topUp(50_000);
  const id = await bought();
  const response = await toCard(id, [[topUpId, FEE]]);
  expect(response.body).toEqual({
    action: "purchase.refund_to_card",
    id: String(id),
    status: "pending",
  });
  expect(await requestsOf(id)).toEqual([
    { payment_id: topUpId, cents: FEE, status: "waiting", problem: null },
  ]);
  expect(await refundsOf(topUpId)).toEqual([]);
  await settleAll();
  expect(await purchaseRow(id)).toMatchObject({ status: 5, failure_code: "ROLLED_BACK" });
  expect(await requestsOf(id)).toMatchObject([{ status: "done" }]);
  expect(await refundsOf(topUpId)).toEqual([FEE]);
  expect(await balanceOf(me.login)).toBe(50_000 - FEE);
  expect(await auditOf(id)).toMatchObject([
    {
      action: "purchase.refund_to_card",
      reason: REASON,
      before: { status: "active" },
      after: { status: "failed", refunds: [{ payment_id: topUpId, amount_cents: FEE }] },
    },
  ]);
  expect(await auditOf(topUpId)).toMatchObject([
    { action: "payment.refund", after: { amount_cents: FEE, purchase_id: id } },
  ]);
  const again = await toCard(id, [[topUpId, FEE]]);
  expect([again.status, again.body.error.message]).toEqual([
    409,
    "The fee of this purchase was already refunded to the card, or is being refunded.",
  ]);
});

test("purchase.refund_to_card: a double click, and a second operator → one refund", async () => {
  const topUpId = await topUp(50_000);
  const id = await bought();
  const key = crypto.randomUUID();
  const other = await newAdmin();
  const responses = await Promise.all([
    toCard(id, [[topUpId, FEE]], key),
    toCard(id, [[topUpId, FEE]], key),
  ]);
  expect(responses.map(({ status }) => status)).toEqual([200, 200]);
  const second = await toCard(id, [[topUpId, FEE]], crypto.randomUUID(), other);
  expect([second.status, second.body.error.code]).toEqual([409, "INVALID_STATE"]);
  await settleAll();
  expect((await toCard(id, [[topUpId, FEE]], key)).status).toBe(200);
  await settleAll();
  expect(await refundsOf(topUpId)).toEqual([FEE]);
  expect(await auditOf(id)).toHaveLength(1);
});

test("purchase.refund_to_card: two operators at the same moment → one refund, and the other is told", async () => {
  const topUpId = await topUp(50_000);
  const id = await bought();
  const other = await newAdmin();
  const responses = await Promise.all([
    toCard(id, [[topUpId, FEE]]),
    toCard(id, [[topUpId, FEE]], crypto.randomUUID(), other),
  ]);
  expect(responses.map(({ status }) => status).sort()).toEqual([200, 409]);
  await settleAll();
  expect(await refundsOf(topUpId)).toEqual([FEE]);
});

test("purchase.refund_to_card: the key of another purchase → IDEMPOTENCY_KEY_REUSED, nothing written", async () => {
  const topUpId = await topUp(100_000);
  const [first, second] = [await bought(), await bought()];
  const key = crypto.randomUUID();
  await toCard(first, [[topUpId, FEE]], key);
  await settleAll();
  expect((await toCard(second, [[topUpId, FEE]], key)).body.error.code).toBe(
    "IDEMPOTENCY_KEY_REUSED",
  );
  expect(await purchaseRow(second)).toMatchObject({ status: 3 });
});

test("purchase.refund_to_card: no top-up covers the fee alone → the newest first, each its part", async () => {
  const older = await topUp(30_000);
  const newer = await topUp(30_000);
  const id = await bought();
  const one = await toCard(id, [[older, FEE]]);
  expect([one.status, one.body.error.message]).toEqual([
    409,
    "The wallet's top-ups have changed since this page was opened. Reload it and confirm the refund again.",
  ]);
  expect(await purchaseRow(id)).toMatchObject({ status: 3 });
  await toCard(id, [
    [newer, 30_000],
    [older, 19_900],
  ]);
  await settleAll();
  expect([await refundsOf(newer), await refundsOf(older)]).toEqual([[30_000], [19_900]]);
  expect(await balanceOf(me.login)).toBe(10_100);
});

test("purchase.refund_to_card: the cards can't take all of it back → INVALID_STATE that says how much, nothing written", async () => {
  const topUpId = await topUp(50_000);
  const id = await bought();
  await performAction(admin, "payment.refund", {
    id: topUpId,
    amount_cents: 100,
    idempotency_key: crypto.randomUUID(),
  });
  await runAllJobs();
  await sql("update payments set deposit_net_cents = 20000 where id = $1", [topUpId]);
  const response = await toCard(id, [[topUpId, 20_000]]);
  await sql("update payments set deposit_net_cents = 49900 where id = $1", [topUpId]);
  expect([response.status, response.body.error.message]).toEqual([
    409,
    expect.stringContaining("Only $200.00 of the $499.00 can go back to a card"),
  ]);
  expect(await purchaseRow(id)).toMatchObject({ status: 3 });
  expect(await requestsOf(id)).toEqual([]);
});

test("purchase.refund_to_card: bought with company credit, or for free → INVALID_STATE", async () => {
  const rich = await newTrader(100_000n);
  me = rich;
  const id = await bought();
  expect((await toCard(id, [["pay_none", FEE]])).body.error.message).toBe(
    `No top-up of wallet ${rich.login} can be refunded to a card. To return $499.00, cancel and refund to the wallet, then pay it out another way.`,
  );
  const free = (await buyFromWallet(rich, { program_id: 4 })).body.purchase.id;
  expect((await toCard(free, [["pay_none", 1]])).body.error.message).toBe(
    "This purchase has no fee that could be refunded to a card.",
  );
  expect((await toCard(999_999, [["pay_none", 1]])).body.error.code).toBe("NOT_FOUND");
});

test("purchase.refund_to_card: canceled to the wallet before → refunded from there; while another refund of the top-up is in progress → told", async () => {
  const topUpId = await topUp(100_000);
  const [first, second] = [await bought(), await bought()];
  await performAction(admin, "purchase.rollback", { id: first });
  await settleAll();
  expect((await toCard(first, [[topUpId, FEE]])).status).toBe(200);
  expect(await requestsOf(first)).toMatchObject([{ status: "pending" }]);
  const busy = await toCard(second, [[topUpId, FEE]]);
  expect(busy.body.error.message).toBe(
    `A refund of a top-up of wallet ${me.login} is in progress. Try again once it's done.`,
  );
  const manual = await performAction(admin, "payment.refund", {
    id: topUpId,
    amount_cents: 100,
    idempotency_key: crypto.randomUUID(),
  });
  expect(manual.body.error.message).toBe("A refund for this payment is already in progress.");
  await settleAll();
  expect(await refundsOf(topUpId)).toEqual([FEE]);
  expect((await toCard(second, [[topUpId, FEE]])).status).toBe(200);
  await settleAll();
  expect(await refundsOf(topUpId)).toEqual([FEE, FEE]);
  expect(await balanceOf(me.login)).toBe(200);
});

test("purchase.refund_to_card: the top-up is disputed before the fee is back → no refund, and the payment is flagged", async () => {
  const topUpId = await topUp(50_000);
  const id = await bought();
  await toCard(id, [[topUpId, FEE]]);
  await control(`payment_intents/${await intentOf(topUpId)}/dispute`);
  for (const event of await eventsOf(await intentOf(topUpId))) await deliver(event);
  await settleAll();
  expect(await refundsOf(topUpId)).toEqual([]);
  expect(await requestsOf(id)).toMatchObject([
    { status: "refused", problem: expect.stringContaining("The top-up is disputed") },
  ]);
  expect(await flagOf(topUpId)).toMatchObject({
    review_kind: "refund_rejected",
    review_reason: expect.stringContaining(`The refund of $499.00 for purchase ${id} wasn't sent`),
  });
});

test("purchase.refund_to_card: disputed at Stripe before we know → Stripe's rejection is the reason", async () => {
  const topUpId = await topUp(50_000);
  const id = await bought();
  await toCard(id, [[topUpId, FEE]]);
  await control(`payment_intents/${await intentOf(topUpId)}/dispute`);
  await settleAll();
  expect(await requestsOf(id)).toMatchObject([
    { status: "refused", problem: expect.stringMatching(/disput|charged back/i) },
  ]);
  expect(await flagOf(topUpId)).toMatchObject({ review_kind: "refund_rejected" });
  expect(await balanceOf(me.login)).toBe(50_000);
});

test("purchase.refund_to_card: the customer spends the money before the refund is sent → not sent; another top-up → possible again", async () => {
  const topUpId = await topUp(50_000);
  const id = await bought();
  await toCard(id, [[topUpId, FEE]]);
  await resumePurchase(systemContext(database(), "job_test"), id);
  expect(await requestsOf(id)).toMatchObject([{ status: "pending" }]);
  await bought();
  await settleAll();
  expect(await requestsOf(id)).toMatchObject([
    { status: "refused", problem: expect.stringContaining("has only $1.00") },
  ]);
  const second = await topUp(60_000);
  expect((await toCard(id, [[second, FEE]])).status).toBe(200);
  await settleAll();
  expect(await refundsOf(second)).toEqual([FEE]);
});

test("purchase.refund_to_card: the bank returns the refund → flagged as a failed refund, the money in the wallet", async () => {
  const topUpId = await topUp(50_000);
  const id = await bought();
  await toCard(id, [[topUpId, FEE]]);
  await settleAll();
  const { data } = await stripe().refunds.list({ payment_intent: await intentOf(topUpId) });
  await control(`refunds/${data[0]?.id}/fail`);
  await deliverEvents(topUpId);
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
    const topUpId = await topUp(50_000);
    const id = await bought();
    await toCard(id, [[topUpId, FEE]]);
    await control("faults", { kind, count, method: "POST", path: "/v1/refunds" });
    await settleAll();
    expect(await requestsOf(id)).toMatchObject([{ status: "pending" }]);
    for (let tries = 0; tries < 2; tries++) {
      await sql(
        "select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs where task_identifier = 'settle-refund'), run_at => now())",
      );
      await runAllJobs();
    }
    expect(await refundsOf(topUpId)).toEqual([FEE]);
    expect(await requestsOf(id)).toMatchObject([{ status: "done" }]);
  },
);
