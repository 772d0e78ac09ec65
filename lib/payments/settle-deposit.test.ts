import { beforeEach, expect, test } from "vitest";
import { GET as readPayment } from "@/app/api/v2/payments/[payment_id]/route";
import { systemContext } from "@/lib/context";
import { database } from "@/lib/database";
import { type TradingServer, tradingServer } from "@/lib/trading";
import { call, newCustomer } from "@/testing/api";
import { sql } from "@/testing/callers";
import { booksOf, payDeposit, walletOf } from "@/testing/deposits";
import { buy, confirm, deliver, eventsOf, workOff } from "@/testing/stripe";
import { handleEvent } from "./handle-event";
import { settleDeposit } from "./settle-deposit";

let me: Awaited<ReturnType<typeof newCustomer>>;
let login: number;
beforeEach(async () => {
  me = await newCustomer();
  login = await walletOf(me.publicId);
});

const ctx = (job = "job_test") => systemContext(database(), job);
const pay = () => payDeposit(me.headers, login);
const row = async (id: string) => (await sql("select * from payments where id = $1", [id])).rows[0];
const read = async (payment_id: string) =>
  (await call(readPayment, { params: { payment_id }, headers: me.headers })).body;

/** Paid and known to be, its job taken away: who credits it is up to the test. */
async function uncredited() {
  const { paymentId, event } = await pay();
  await handleEvent(ctx(), event.id);
  await sql("delete from graphile_worker._private_jobs");
  return { paymentId, intentId: (await row(paymentId)).stripe_payment_intent_id as string };
}

/** The trading server, but for how it takes operations. */
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
  const { balance, operations, postings } = await booksOf(login);
  expect(operations).toHaveLength(1);
  expect(balance).toBe(5_000);
  expect(postings).toEqual([{ order_no: operations[0].order_no, sides: 2, sum: 0 }]);
  expect((await row(paymentId)).deposit_order).toBe(operations[0].order_no);
  return operations[0];
}

test("a paid deposit is in the wallet, in the statement's words, and no account is opened", async () => {
  const { paymentId } = await pay();
  await workOff();
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
    prop_account_id: null,
  });
  const { rows } = await sql("select from prop_accounts where payment_id = $1", [paymentId]);
  expect(rows).toEqual([]);
});

test("the same event ten times, and handled by four workers at once, credits once", async () => {
  const { paymentId, event } = await pay();
  await Promise.all(Array.from({ length: 10 }, () => deliver(event)));
  await Promise.all([1, 2, 3, 4].map((n) => handleEvent(ctx(`job_${n}`), event.id)));
  await workOff();
  await deliver({ ...event, id: `${event.id}_again` });
  await workOff();
  await expectCreditedOnce(paymentId);
});

test("four jobs at once credit once, and a later one does nothing", async () => {
  const { paymentId } = await uncredited();
  await Promise.all([1, 2, 3, 4].map((n) => settleDeposit(ctx(`job_${n}`), paymentId)));
  await expectCreditedOnce(paymentId);
  let asked = 0;
  const counting = serverThat((real, request) => {
    asked += 1;
    return real.submitOperation(request);
  });
  await settleDeposit(ctx(), paymentId, counting);
  expect(asked).toBe(0);
});

test.each([
  ["after", true],
  ["before", false],
])(
  "a connection lost %s the effect is tried again with the same key: credited once",
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

test("a refusal is shown to a person and tried again", async () => {
  const { paymentId } = await uncredited();
  const refusing = serverThat(async () => ({
    outcome: "refused",
    code: "REFUSED",
    message: "The books are closed.",
  }));
  const credit = (server?: TradingServer) => settleDeposit(ctx(), paymentId, server);
  await expect(credit(refusing)).rejects.toThrow("The books are closed.");
  expect(await row(paymentId)).toMatchObject({
    status: "succeeded",
    deposit_order: null,
    review_reason: "The trading server refused the deposit: The books are closed.",
  });
  await credit();
  // A refusal is its key's answer for ever, so it was asked with a new one; nothing is left to look at.
  expect((await expectCreditedOnce(paymentId)).request_key).toBe(`deposit:${paymentId}:2`);
  expect((await row(paymentId)).review_reason).toBeNull();
});

test("a wallet that was disabled after it was paid for is credited all the same", async () => {
  const { paymentId } = await pay();
  await sql("update trading_accounts set enabled = false where login = $1", [login]);
  await workOff();
  await expectCreditedOnce(paymentId);
});

test("nothing is credited of a deposit that isn't paid, and nothing of a challenge", async () => {
  const { paymentId } = await uncredited();
  await sql(
    "update payments set intent_status = 'processing', status = 'processing', paid_at = null where id = $1",
    [paymentId],
  );
  await settleDeposit(ctx(), paymentId);
  expect((await booksOf(login)).operations).toEqual([]);
  const bought = await buy(me.headers);
  await confirm(bought.stripe_payment_intent_id);
  for (const event of await eventsOf(bought.stripe_payment_intent_id)) await deliver(event);
  await workOff();
  await settleDeposit(ctx(), bought.payment_id);
  expect((await booksOf(login)).operations).toEqual([]);
});
