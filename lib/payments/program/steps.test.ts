import { afterAll, beforeEach, expect, test } from "vitest";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { listStuckPurchases, resumePurchase } from "@/lib/purchases";
import { tradingServer } from "@/lib/trading";
import { applyWalletHold } from "@/lib/wallet-holds";
import { newAdmin } from "@/testing/actors/admin";
import { fund, newTrader, type Trader } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { ledgerProblems } from "@/testing/database/ledger";
import { sql } from "@/testing/database/sql";
import { type Fault, faultyServer, gatedServer, sagaServer } from "@/testing/faults/trading-server";
import { as } from "@/testing/http/client";
import { deliverAll, outcomeOf, payForProgram } from "@/testing/stripe/program-payments";
import { control, eventOf } from "@/testing/stripe/sandbox";
import { walletOf } from "@/testing/stripe/wallet-holds";
import { handleEvent } from "../inbox/handle-event";
import { settleProgramPayment } from "../settle-program";
import { stripe } from "../stripe";

let me: Trader;
beforeEach(async () => {
  me = await newTrader(700n);
});
afterAll(async () => expect(await ledgerProblems()).toEqual([]));

const ctx = () => systemContext(database(), "job_test");

/** A paid program whose job hasn't run. */
async function paid() {
  const payment = await payForProgram(me);
  const event = await eventOf(payment.intent, "payment_intent.succeeded");
  await handleEvent(ctx(), event.id);
  return payment;
}

/** Buys step by step at a server with a fault at one step, then runs the jobs that follow at a server without faults. */
async function settledWith(step: string, fault: Fault) {
  const payment = await paid();
  const server = faultyServer((at) => (at === step ? fault : undefined));
  await settleProgramPayment(ctx(), payment.paymentId, server).catch(() => {});
  await sql("update purchases set claimed_until = null");
  await sql("update graphile_worker._private_jobs set run_at = now()");
  await runAllJobs();
  const { data } = await stripe().refunds.list({ payment_intent: payment.intent });
  const refunds = data.map(({ amount }) => amount);
  return { ...(await outcomeOf(payment.paymentId)), atStripe: refunds, ...payment };
}

test.each([
  ["fee", "PAYMENT_FAILED", 4],
  ["deposit", "PAYMENT_FAILED", 5],
  ["account", "ACCOUNT_CREATION_FAILED", 5],
  ["initial_balance", "INITIAL_BALANCE_FAILED", 5],
])(
  "settleProgramPayment: a trading server rejects %s → the payment is refunded once, and the wallet is as before",
  async (step, code, status) => {
    const result = await settledWith(step, "reject");
    expect(result).toMatchObject({
      status: "refunded",
      rejection: code,
      net: 0,
      purchases: [{ status, failure: code, challenge: null }],
      atStripe: [49_900],
    });
    expect(result.purchases[0].enabled).not.toBe(true);
    expect(await walletOf(me)).toEqual([700, 0]);
  },
);

test.each(
  ["deposit", "fee", "account", "initial_balance"].flatMap((step) =>
    (["cut-before", "cut-after"] as const).map((fault) => [step, fault] as const),
  ),
)("settleProgramPayment: the connection is lost at %s, %s → bought once", async (step, fault) => {
  expect(await settledWith(step, fault)).toMatchObject({
    status: "succeeded",
    rejection: null,
    net: 49_900,
    purchases: [{ status: 3, challenge: 1, enabled: true }],
    atStripe: [],
  });
  expect(await walletOf(me)).toEqual([700, 0]);
});

test("settleProgramPayment: the fee is booked, and the credit isn't yet → the wallet's other purchase has no money, nothing is spendable", async () => {
  await fund(me.login, 49_900n);
  const { paymentId } = await paid();
  const gate = gatedServer({ step: "deposit", when: "before" });
  const settling = settleProgramPayment(ctx(), paymentId, gate.server);
  await gate.reached;
  expect(await walletOf(me)).toEqual([700, 0]);
  const { body } = await as(me).post("/prop/challenge/buy", {
    program_id: 1,
    payer_login: me.login,
  });
  expect(body.error.code).toBe("NOT_ENOUGH_FUNDS");
  gate.open();
  await settling;
  expect(await walletOf(me)).toEqual([50_600, 0]);
  expect(await outcomeOf(paymentId)).toMatchObject({ purchases: [{ status: 3, challenge: 1 }] });
});

test.each(["fee", "deposit"])(
  "settleProgramPayment: waits at %s while another purchase wants the money → never more spent than the wallet has",
  async (step) => {
    const { paymentId } = await paid();
    const gate = gatedServer({ step, when: "before" });
    const settling = settleProgramPayment(ctx(), paymentId, gate.server);
    await gate.reached;
    const { body } = await as(me).post("/prop/challenge/buy", {
      program_id: 1,
      payer_login: me.login,
    });
    expect(body.error.code).toBe("NOT_ENOUGH_FUNDS");
    gate.open();
    await settling;
    expect(await walletOf(me)).toEqual([700, 0]);
    expect(await outcomeOf(paymentId)).toMatchObject({ purchases: [{ status: 3, challenge: 1 }] });
  },
);

test("settleProgramPayment: a trading server rejects each credit for good → refunded once; the fee is returned when it accepts again", async () => {
  const payment = await paid();
  const rejecting = faultyServer((step) =>
    step === "deposit" || step === "fee_rollback" ? "reject" : undefined,
  );
  await settleProgramPayment(ctx(), payment.paymentId, rejecting);
  await settleProgramPayment(ctx(), payment.paymentId, rejecting);
  await sql(
    "delete from graphile_worker._private_jobs where task_id = (select id from graphile_worker._private_tasks where identifier = 'resume-card-purchase')",
  );
  await runAllJobs();
  const refunded = { status: "refunded", rejection: "PAYMENT_FAILED", net: 0 };
  expect(await outcomeOf(payment.paymentId)).toMatchObject({
    ...refunded,
    purchases: [{ status: 5, failure: "PAYMENT_FAILED", challenge: null, enabled: null }],
    refunds: [{ cents: 49_900 }],
  });
  expect(await walletOf(me)).toEqual([0, 49_200]);
  const admin = await newAdmin();
  const stuck = await listStuckPurchases(admin.ctx);
  const [{ id }] = (await outcomeOf(payment.paymentId)).purchases;
  expect(stuck.find(({ purchase }) => purchase.id === id)?.compensation).toEqual({
    step: "fee_rollback",
    rejection: "No fee_rollback today.",
  });
  await sql("update purchases set claimed_until = null where id = $1", [id]);
  await resumePurchase(ctx(), id);
  await runAllJobs();
  expect(await outcomeOf(payment.paymentId)).toMatchObject(refunded);
  expect(await walletOf(me)).toEqual([700, 0]);
  const { data } = await stripe().refunds.list({ payment_intent: payment.intent });
  expect(data.map(({ amount }) => amount)).toEqual([49_900]);
});

test("settleProgramPayment: a trading server whose wallets can't owe → refunded once, and nothing was credited", async () => {
  const { paymentId } = await paid();
  const server = tradingServer(database());
  const cannotOwe = sagaServer({
    ...server,
    submitOperation: (request) => server.submitOperation({ ...request, mayOwe: false }),
  });
  await settleProgramPayment(ctx(), paymentId, cannotOwe);
  await runAllJobs();
  expect(await outcomeOf(paymentId)).toMatchObject({
    status: "refunded",
    rejection: "PAYMENT_FAILED",
    net: 0,
    purchases: [{ status: 4 }],
    refunds: [{ cents: 49_900 }],
  });
  expect(await walletOf(me)).toEqual([700, 0]);
});

test("settleProgramPayment: refunded in part while the purchase is under way → the fee follows once it is settled", async () => {
  const payment = await paid();
  const server = faultyServer((step) => (step === "account" ? "cut-before" : undefined));
  await settleProgramPayment(ctx(), payment.paymentId, server);
  await control(`payment_intents/${payment.intent}/refund`, { amount: 10_000 });
  await deliverAll(payment.intent);
  expect(await outcomeOf(payment.paymentId)).toMatchObject({ net: 49_900 });
  await sql("update purchases set claimed_until = null");
  await sql("update graphile_worker._private_jobs set run_at = now()");
  await runAllJobs();
  expect(await outcomeOf(payment.paymentId)).toMatchObject({
    net: 39_900,
    purchases: [{ status: 3, challenge: 1 }],
  });
  expect(await walletOf(me)).toEqual([700, 0]);
});

test("settleProgramPayment: disputed before the purchase → bought once the dispute is won", async () => {
  const payment = await paid();
  await sql("delete from graphile_worker._private_jobs");
  const { id } = await control(`payment_intents/${payment.intent}/dispute`);
  await deliverAll(payment.intent);
  expect(await outcomeOf(payment.paymentId)).toMatchObject({ purchases: [], rejection: null });
  await control(`disputes/${id}/win`);
  await deliverAll(payment.intent);
  expect(await outcomeOf(payment.paymentId)).toMatchObject({
    net: 49_900,
    purchases: [{ status: 3, challenge: 1, hold: null }],
  });
});

test("applyWalletHold: a challenge whose own payment is disputed → stays suspended", async () => {
  const payment = await paid();
  await settleProgramPayment(ctx(), payment.paymentId);
  await control(`payment_intents/${payment.intent}/dispute`);
  await deliverAll(payment.intent);
  await applyWalletHold(ctx(), me.login);
  await runAllJobs();
  expect(await outcomeOf(payment.paymentId)).toMatchObject({
    purchases: [{ challenge: 1, hold: "payment_disputed", enabled: false }],
  });
});
