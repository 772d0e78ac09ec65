import { beforeEach, expect, test } from "vitest";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { type TradingServer, tradingServer } from "@/lib/trading";
import { newCustomer } from "@/testing/actors/customer";
import { walletOf } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { ledgerOf, payDeposit } from "@/testing/stripe/deposits";
import { startCheckout } from "@/testing/stripe/payments";
import { confirm, deliver, eventsOf } from "@/testing/stripe/sandbox";
import { handleEvent } from "./inbox/handle-event";
import { settleDeposit } from "./settle-deposit";

let me: Awaited<ReturnType<typeof newCustomer>>;
let login: number;
beforeEach(async () => {
  me = await newCustomer();
  login = await walletOf(me.publicId);
});

const ctx = (job = "job_test") => systemContext(database(), job);
const pay = () => payDeposit(me, login);
const row = async (id: string) => (await sql("select * from payments where id = $1", [id])).rows[0];
const read = async (payment_id: string) => (await as(me).get(`/v2/payments/${payment_id}`)).body;

/** A paid deposit without its job: the test decides who credits it. */
async function uncredited() {
  const { paymentId, event } = await pay();
  await handleEvent(ctx(), event.id);
  await sql("delete from graphile_worker._private_jobs");
  return { paymentId, intentId: (await row(paymentId)).stripe_payment_intent_id as string };
}

/** The trading server with another way of taking operations. */
const serverThat = (
  submitOperation: (
    real: TradingServer,
    request: Parameters<TradingServer["submitOperation"]>[0],
  ) => ReturnType<TradingServer["submitOperation"]>,
): TradingServer => {
  const real = tradingServer(database());
  return { ...real, submitOperation: (request) => submitOperation(real, request) };
};

async function expectCreditedOnce(paymentId: string) {
  const { balance, operations, postings } = await ledgerOf(login);
  expect(operations).toHaveLength(1);
  expect(balance).toBe(5_000);
  expect(postings).toEqual([{ order_no: operations[0].order_no, sides: 2, sum: 0 }]);
  expect((await row(paymentId)).deposit_order).toBe(operations[0].order_no);
  return operations[0];
}

test("settleDeposit: a paid deposit → credited with the documented operation, no account opened", async () => {
  const { paymentId } = await pay();
  await runAllJobs();
  const operation = await expectCreditedOnce(paymentId);
  const { customer_id } = await row(paymentId);
  expect(operation).toEqual({
    order_no: expect.any(Number),
    command: 6,
    amount_cents: "5000",
    reason: "TR_REASON_DEPOSIT",
    comment: "WALLET_DEPOSIT",
    request_key: `deposit:${paymentId}:1`,
    api_data: {
      module: "payments",
      operation: "WALLET_DEPOSIT",
      payment_id: paymentId,
      customer_id,
      login,
    },
  });
  expect(await read(paymentId)).toMatchObject({
    status: "succeeded",
    credited_order: operation.order_no,
    refund_failed: false,
    prop_account_id: null,
  });
  const { rows } = await sql("select from prop_accounts where payment_id = $1", [paymentId]);
  expect(rows).toEqual([]);
});

test("settleDeposit: the same event ten times, handled by four concurrent workers → credited once", async () => {
  const { paymentId, event } = await pay();
  await Promise.all(Array.from({ length: 10 }, () => deliver(event)));
  await Promise.all([1, 2, 3, 4].map((n) => handleEvent(ctx(`job_${n}`), event.id)));
  await runAllJobs();
  await deliver({ ...event, id: `${event.id}_again` });
  await runAllJobs();
  await expectCreditedOnce(paymentId);
});

test("settleDeposit: four concurrent jobs → credited once; a later one → nothing", async () => {
  const { paymentId } = await uncredited();
  await Promise.all([1, 2, 3, 4].map((n) => settleDeposit(ctx(`job_${n}`), paymentId)));
  await expectCreditedOnce(paymentId);
  let calls = 0;
  const counting = serverThat((real, request) => {
    calls += 1;
    return real.submitOperation(request);
  });
  await settleDeposit(ctx(), paymentId, counting);
  expect(calls).toBe(0);
});

test.each([
  ["after", true],
  ["before", false],
])(
  "settleDeposit: the connection is lost %s the effect → repeated with the same key, credited once",
  async (_, done) => {
    const { paymentId } = await uncredited();
    const keys: string[] = [];
    const losing = serverThat(async (real, request) => {
      keys.push(request.requestKey);
      if (done) await real.submitOperation(request);
      throw new Error("connection lost");
    });
    await expect(settleDeposit(ctx(), paymentId, losing)).rejects.toThrow("connection lost");
    expect(await row(paymentId)).toMatchObject({ deposit_order: null, review_reason: null });
    await settleDeposit(ctx(), paymentId);
    const { request_key } = await expectCreditedOnce(paymentId);
    expect(keys).toEqual([request_key]);
  },
);

test("settleDeposit: the trading server rejects it → flagged for review and repeated", async () => {
  const { paymentId } = await uncredited();
  const rejecting = serverThat(async () => ({
    status: "rejected",
    code: "REFUSED",
    message: "The books are closed.",
  }));
  const credit = (server?: TradingServer) => settleDeposit(ctx(), paymentId, server);
  await expect(credit(rejecting)).rejects.toThrow("The books are closed.");
  expect(await row(paymentId)).toMatchObject({
    status: "succeeded",
    deposit_order: null,
    review_reason: "The trading server rejected the wallet top-up: The books are closed.",
  });
  await credit();
  // A rejection is final for its key, so the next request had a new one; the flag is cleared.
  expect((await expectCreditedOnce(paymentId)).request_key).toBe(`deposit:${paymentId}:2`);
  expect((await row(paymentId)).review_reason).toBeNull();
});

test("settleDeposit: the wallet was disabled after the payment → credited", async () => {
  const { paymentId } = await pay();
  await sql("update trading_accounts set enabled = false where login = $1", [login]);
  await runAllJobs();
  await expectCreditedOnce(paymentId);
});

test("settleDeposit: an unpaid deposit, or a payment for a challenge → nothing credited", async () => {
  const { paymentId } = await uncredited();
  await sql(
    "update payments set intent_status = 'processing', status = 'processing', paid_at = null, receipt_number = null where id = $1",
    [paymentId],
  );
  await settleDeposit(ctx(), paymentId);
  expect((await ledgerOf(login)).operations).toEqual([]);
  const bought = await startCheckout(me);
  await confirm(bought.stripe_payment_intent_id);
  for (const event of await eventsOf(bought.stripe_payment_intent_id)) await deliver(event);
  await runAllJobs();
  await settleDeposit(ctx(), bought.payment_id);
  expect((await ledgerOf(login)).operations).toEqual([]);
});
