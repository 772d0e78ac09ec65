import { beforeEach, expect, test } from "vitest";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { type TradingServer, tradingServer } from "@/lib/trading";
import { buyFromWallet, newTrader, type Trader } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { ledgerProblems } from "@/testing/database/ledger";
import { sql } from "@/testing/database/sql";
import { payDeposit } from "@/testing/stripe/deposits";
import { control, deliver, eventsOf } from "@/testing/stripe/sandbox";
import { settleDeposit } from "./settle-deposit";
import { stripe } from "./stripe";

let me: Trader;
beforeEach(async () => {
  me = await newTrader();
});

const row = async (id: string) => (await sql("select * from payments where id = $1", [id])).rows[0];
const intentOf = async (id: string): Promise<string> => (await row(id)).stripe_payment_intent_id;

/** A deposit of 500 USD that is in the wallet. */
async function deposited() {
  const { paymentId } = await payDeposit(me, me.login, 50_000);
  await runAllJobs();
  return paymentId;
}

/** Delivers Stripe's events about a payment, and runs the jobs that follow. */
async function deliverEvents(id: string) {
  for (const event of await eventsOf(await intentOf(id))) await deliver(event);
  await runAllJobs();
}

async function refund(id: string, amount?: number) {
  await stripe().refunds.create({ payment_intent: await intentOf(id), ...(amount && { amount }) });
  await deliverEvents(id);
}

async function dispute(id: string): Promise<string> {
  const opened = await control(`payment_intents/${await intentOf(id)}/dispute`);
  await deliverEvents(id);
  return opened.id;
}

async function decide(id: string, disputeId: string, how: "win" | "lose") {
  await control(`disputes/${disputeId}/${how}`);
  await deliverEvents(id);
}

const wallet = async () => {
  const account = await tradingServer(database()).getAccount(me.login);
  return [Number(account?.balanceCents), Number(account?.debtCents)];
};
const statement = async () =>
  (await tradingServer(database()).listOperations(me.login, 50))
    .reverse()
    .map(({ comment, amountCents, debtCents }) => [
      comment,
      Number(amountCents),
      Number(debtCents),
    ]);
const spend = async () => {
  const { status } = await buyFromWallet(me);
  expect(status).toBe(200);
};

test("settleDeposit: a refund → debited from the wallet; the refund fails → credited again", async () => {
  const id = await deposited();
  await refund(id, 20_000);
  expect(await wallet()).toEqual([30_000, 0]);
  const { rows } = await sql("select id from payment_refunds where payment_id = $1", [id]);
  await control(`refunds/${rows[0].id}/fail`);
  await deliverEvents(id);
  expect(await wallet()).toEqual([50_000, 0]);
  expect(await statement()).toEqual([
    ["WALLET_DEPOSIT", 50_000, 0],
    ["WALLET_DEPOSIT_REFUNDED", -20_000, 0],
    ["WALLET_DEPOSIT_RESTORED", 20_000, 0],
  ]);
  expect(await ledgerProblems()).toEqual([]);
});

test("settleDeposit: a refund of spent money → a debt, and nothing can be bought until deposits repay it", async () => {
  const id = await deposited();
  await spend();
  await refund(id);
  expect(await wallet()).toEqual([0, 49_900]);
  expect((await row(id)).review_reason).toContain("leaving a balance owed");
  const rejected = await buyFromWallet(me, { program_id: 2 });
  expect(rejected.body.error).toMatchObject({
    code: "NOT_ENOUGH_FUNDS",
    message:
      "The balance of 0.00 USD, less a debt of 499.00 USD, is below the price of 199.00 USD.",
  });
  await deposited();
  expect(await wallet()).toEqual([100, 0]);
  expect((await statement()).slice(-2)).toEqual([
    ["WALLET_DEPOSIT_REFUNDED", -50_000, 49_900],
    ["WALLET_DEPOSIT", 50_000, -49_900],
  ]);
  expect(await ledgerProblems()).toEqual([]);
});

test("settleDeposit: a debt → flagged for review until it is repaid by any money", async () => {
  const note = async (id: string) => (await row(id)).review_reason;
  const owes = `Reversed from wallet ${me.login}, leaving a balance owed`;
  const first = await deposited();
  await buyFromWallet(me);
  await refund(first, 50_000);
  expect(await note(first)).toBe(owes);
  const second = await deposited();
  expect([await note(first), await note(second)]).toEqual([null, null]);
});

test("settleDeposit: a failed refund repays the debt that it had caused → the failed refund is the flag, not the debt", async () => {
  const id = await deposited();
  await buyFromWallet(me);
  await refund(id);
  const { data } = await stripe().refunds.list({ payment_intent: await intentOf(id) });
  await control(`refunds/${data[0]?.id}/fail`);
  await deliverEvents(id);
  const { review_kind, review_reason } = await row(id);
  expect([review_kind, await wallet()]).toEqual(["refund_failed", [100, 0]]);
  expect(review_reason).toContain("$500.00 failed and the money is back in the wallet");
});

test("settleDeposit: a dispute → debited; won → credited again; lost → not", async () => {
  const [won, lost] = [await deposited(), await deposited()];
  const [first, second] = [await dispute(won), await dispute(lost)];
  expect(await wallet()).toEqual([0, 0]);
  await decide(won, first, "win");
  await decide(lost, second, "lose");
  expect(await wallet()).toEqual([50_000, 0]);
  expect(await ledgerProblems()).toEqual([]);
});

test("settleDeposit: an inquiry → nothing debited", async () => {
  const id = await deposited();
  await control(`payment_intents/${await intentOf(id)}/dispute`, { inquiry: true });
  await deliverEvents(id);
  expect(await wallet()).toEqual([50_000, 0]);
});

test("settleDeposit: a dispute is won after the money was spent → the debt is repaid", async () => {
  const id = await deposited();
  await spend();
  const disputeId = await dispute(id);
  expect(await wallet()).toEqual([0, 49_900]);
  await decide(id, disputeId, "win");
  expect(await wallet()).toEqual([100, 0]);
  expect(await ledgerProblems()).toEqual([]);
});

test("settleDeposit: refunded in part before it was credited → the rest is in the wallet", async () => {
  const { paymentId } = await payDeposit(me, me.login, 50_000);
  await stripe().refunds.create({ payment_intent: await intentOf(paymentId), amount: 20_000 });
  for (const event of await eventsOf(await intentOf(paymentId))) await deliver(event);
  await runAllJobs();
  await runAllJobs();
  const [balance] = await wallet();
  expect(balance).toBe(30_000);
  expect(await ledgerProblems()).toEqual([]);
});

test("settleDeposit: the wallet is disabled → debited", async () => {
  const id = await deposited();
  await sql("update trading_accounts set enabled = false where login = $1", [me.login]);
  await refund(id);
  expect(await wallet()).toEqual([0, 0]);
});

test.each(["before", "after"])(
  "settleDeposit: the response is lost %s the movement is booked → requested again with the same key and amount",
  async (when) => {
    const id = await deposited();
    const server = tradingServer(database());
    const requested: [string, bigint][] = [];
    const losing: TradingServer = {
      ...server,
      submitOperation: async (request) => {
        requested.push([request.requestKey, request.amountCents]);
        if (when === "after") await server.submitOperation(request);
        throw new Error("connection lost");
      },
    };
    const ctx = systemContext(database(), "job_test");
    await sql(
      "insert into payment_refunds (id, payment_id, amount_cents, status) values ($1, $2, 10000, 'succeeded')",
      [`re_${when}`, id],
    );
    await expect(settleDeposit(ctx, id, losing)).rejects.toThrow("connection lost");
    // More is refunded concurrently: the requested movement stays as it was, the rest follows.
    await refund(id, 5_000);
    expect(requested).toEqual([[`deposit:${id}:2`, -10_000n]]);
    expect(await wallet()).toEqual([35_000, 0]);
    expect((await statement()).slice(1)).toEqual([
      ["WALLET_DEPOSIT_REFUNDED", -10_000, 0],
      ["WALLET_DEPOSIT_REFUNDED", -5_000, 0],
    ]);
    expect(await ledgerProblems()).toEqual([]);
  },
);
