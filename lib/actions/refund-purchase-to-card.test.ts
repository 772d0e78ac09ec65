import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Admin, auditOf, newAdmin, performAction, REASON } from "@/testing/actors/admin";
import { balanceOf, buyFromWallet, newTrader, type Trader } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { ledgerProblems } from "@/testing/database/ledger";
import { sql } from "@/testing/database/sql";
import { purchaseRow, settleAll } from "@/testing/purchases/purchase-state";
import {
  boughtPurchase,
  FEE,
  refundedAmounts,
  refundToCard,
  requestsOf,
  topUp,
} from "@/testing/purchases/refund-to-card";
import { buyByCard, deliverAll, outcomeOf } from "@/testing/stripe/program-payments";
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

test("purchase.refund_to_card: a running challenge → canceled, and its fee is refunded to the card that topped up the wallet", async () => {
  const topUpId = await topUp(me, 50_000);
  const id = await boughtPurchase(me);
  const response = await refundToCard(admin, id, [[topUpId, FEE]]);
  expect(response.body).toEqual({
    action: "purchase.refund_to_card",
    id: String(id),
    status: "pending",
  });
  expect(await requestsOf(id)).toEqual([
    { payment_id: topUpId, cents: FEE, status: "waiting", problem: null },
  ]);
  expect(await refundedAmounts(topUpId)).toEqual([]);
  await settleAll();
  expect(await purchaseRow(id)).toMatchObject({ status: 5, failure_code: "ROLLED_BACK" });
  expect(await requestsOf(id)).toMatchObject([{ status: "done" }]);
  expect(await refundedAmounts(topUpId)).toEqual([FEE]);
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
  const again = await refundToCard(admin, id, [[topUpId, FEE]]);
  expect([again.status, again.body.error.message]).toEqual([
    409,
    "The fee of this purchase was already refunded to the card, or is being refunded.",
  ]);
});

test("purchase.refund_to_card: a double click, and a second operator → one refund", async () => {
  const topUpId = await topUp(me, 50_000);
  const id = await boughtPurchase(me);
  const key = crypto.randomUUID();
  const other = await newAdmin();
  const responses = await Promise.all([
    refundToCard(admin, id, [[topUpId, FEE]], key),
    refundToCard(admin, id, [[topUpId, FEE]], key),
  ]);
  expect(responses.map(({ status }) => status)).toEqual([200, 200]);
  const second = await refundToCard(other, id, [[topUpId, FEE]]);
  expect([second.status, second.body.error.code]).toEqual([409, "INVALID_STATE"]);
  await settleAll();
  expect((await refundToCard(admin, id, [[topUpId, FEE]], key)).status).toBe(200);
  await settleAll();
  expect(await refundedAmounts(topUpId)).toEqual([FEE]);
  expect(await auditOf(id)).toHaveLength(1);
});

test("purchase.refund_to_card: two operators at the same moment → one refund, and the other is told", async () => {
  const topUpId = await topUp(me, 50_000);
  const id = await boughtPurchase(me);
  const other = await newAdmin();
  const responses = await Promise.all([
    refundToCard(admin, id, [[topUpId, FEE]]),
    refundToCard(other, id, [[topUpId, FEE]]),
  ]);
  expect(responses.map(({ status }) => status).sort()).toEqual([200, 409]);
  await settleAll();
  expect(await refundedAmounts(topUpId)).toEqual([FEE]);
});

test("purchase.refund_to_card: the key of another purchase → IDEMPOTENCY_KEY_REUSED, nothing written", async () => {
  const topUpId = await topUp(me, 100_000);
  const [first, second] = [await boughtPurchase(me), await boughtPurchase(me)];
  const key = crypto.randomUUID();
  await refundToCard(admin, first, [[topUpId, FEE]], key);
  await settleAll();
  expect((await refundToCard(admin, second, [[topUpId, FEE]], key)).body.error.code).toBe(
    "IDEMPOTENCY_KEY_REUSED",
  );
  expect(await purchaseRow(second)).toMatchObject({ status: 3 });
});

test("purchase.refund_to_card: no top-up covers the fee alone → the newest first, each its part", async () => {
  const older = await topUp(me, 30_000);
  const newer = await topUp(me, 30_000);
  const id = await boughtPurchase(me);
  const one = await refundToCard(admin, id, [[older, FEE]]);
  expect([one.status, one.body.error.message]).toEqual([
    409,
    "The wallet's top-ups have changed since this page was opened. Reload it and confirm the refund again.",
  ]);
  expect(await purchaseRow(id)).toMatchObject({ status: 3 });
  await refundToCard(admin, id, [
    [newer, 30_000],
    [older, 19_900],
  ]);
  await settleAll();
  expect([await refundedAmounts(newer), await refundedAmounts(older)]).toEqual([
    [30_000],
    [19_900],
  ]);
  expect(await balanceOf(me.login)).toBe(10_100);
});

test("purchase.refund_to_card: the cards can't take all of it back → INVALID_STATE that says how much, nothing written", async () => {
  const topUpId = await topUp(me, 50_000);
  const id = await boughtPurchase(me);
  await performAction(admin, "payment.refund", {
    id: topUpId,
    amount_cents: 100,
    idempotency_key: crypto.randomUUID(),
  });
  await runAllJobs();
  await sql("update payments set deposit_net_cents = 20000 where id = $1", [topUpId]);
  const response = await refundToCard(admin, id, [[topUpId, 20_000]]);
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
  const id = await boughtPurchase(me);
  expect((await refundToCard(admin, id, [["pay_none", FEE]])).body.error.message).toBe(
    `No top-up of wallet ${rich.login} can be refunded to a card. To return $499.00, cancel and refund to the wallet, then pay it out another way.`,
  );
  const free = (await buyFromWallet(rich, { program_id: 4 })).body.purchase.id;
  expect((await refundToCard(admin, free, [["pay_none", 1]])).body.error.message).toBe(
    "This purchase has no fee that could be refunded to a card.",
  );
  expect((await refundToCard(admin, 999_999, [["pay_none", 1]])).body.error.code).toBe("NOT_FOUND");
});

test("purchase.refund_to_card: canceled to the wallet before → refunded from there; while another refund of the top-up is in progress → told", async () => {
  const topUpId = await topUp(me, 100_000);
  const [first, second] = [await boughtPurchase(me), await boughtPurchase(me)];
  await performAction(admin, "purchase.rollback", { id: first });
  await settleAll();
  expect((await refundToCard(admin, first, [[topUpId, FEE]])).status).toBe(200);
  expect(await requestsOf(first)).toMatchObject([{ status: "pending" }]);
  const busy = await refundToCard(admin, second, [[topUpId, FEE]]);
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
  expect(await refundedAmounts(topUpId)).toEqual([FEE]);
  expect((await refundToCard(admin, second, [[topUpId, FEE]])).status).toBe(200);
  await settleAll();
  expect(await refundedAmounts(topUpId)).toEqual([FEE, FEE]);
  expect(await balanceOf(me.login)).toBe(200);
});

test("purchase.refund_to_card: paid by card and refunded → INVALID_STATE, and no top-up is refunded", async () => {
  const topUpId = await topUp(me, 50_000);
  const { paymentId, intent } = await buyByCard(me);
  await control(`payment_intents/${intent}/refund`);
  await deliverAll(intent);
  const { purchases } = await outcomeOf(paymentId);
  expect(purchases).toMatchObject([{ status: 5, failure: "REFUNDED" }]);
  const { code } = await refundToCard(admin, purchases[0].id, [[topUpId, FEE]]);
  expect(code).toBe("INVALID_STATE");
  await settleAll();
  expect(await refundedAmounts(topUpId)).toEqual([]);
  expect(await balanceOf(me.login)).toBe(50_000);
});
