import { afterAll, beforeEach, expect, test } from "vitest";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { resumePurchase } from "@/lib/purchases";
import { newTrader, type Trader } from "@/testing/actors/trader";
import { copyProgram } from "@/testing/catalog/own-program";
import { runAllJobs } from "@/testing/database/jobs";
import { ledgerProblems } from "@/testing/database/ledger";
import { sql } from "@/testing/database/sql";
import { type Fault, faultyServer, sagaServer } from "@/testing/faults/trading-server";
import { deliverAll, outcomeOf, payForProgram, program1 } from "@/testing/stripe/program-payments";
import { control, deliver, eventsOf } from "@/testing/stripe/sandbox";
import { walletOf } from "@/testing/stripe/wallet-holds";
import { handleEvent } from "../inbox/handle-event";
import { settleProgramPayment } from "../settle-program";

let me: Trader;
beforeEach(async () => {
  me = await newTrader(700n);
});
afterAll(async () => expect(await ledgerProblems()).toEqual([]));

const ctx = () => systemContext(database(), "job_test");
const failingAt = (step: string, fault: Fault) =>
  faultyServer((at) => (at === step ? fault : undefined));

/** Stores what Stripe says of a payment, without the jobs that follow. */
async function storeFacts(intent: string) {
  for (const event of await eventsOf(intent)) {
    await deliver(event);
    await handleEvent(ctx(), event.id);
  }
  await sql("delete from graphile_worker._private_jobs");
}

/** A paid program whose job hasn't run. */
async function paid(programId = 1) {
  const payment = await payForProgram(me, { ...program1, program_id: programId });
  await storeFacts(payment.intent);
  return payment;
}

/** The id of a payment's purchase, as the job resumes it when its executor is gone. */
async function stalledPurchase(paymentId: string): Promise<number> {
  const { rows } = await sql(
    "update purchases set claimed_until = null where payment_id = $1 returning id",
    [paymentId],
  );
  await sql("delete from graphile_worker._private_jobs");
  return rows[0].id;
}

/** A paid program whose purchase waits for its account. */
async function boughtToTheAccount() {
  const payment = await paid();
  await settleProgramPayment(ctx(), payment.paymentId, failingAt("account", "cut-before"));
  return payment;
}

test("resumePurchase: its worker is killed after the purchase failed → the next one has the payment refunded", async () => {
  const { paymentId } = await boughtToTheAccount();
  const id = await stalledPurchase(paymentId);
  await resumePurchase(ctx(), id, failingAt("account", "reject"));
  // As if it had been killed before its last statement.
  await sql("delete from graphile_worker._private_jobs");
  await resumePurchase(ctx(), id);
  await runAllJobs();
  expect(await outcomeOf(paymentId)).toMatchObject({
    status: "refunded",
    rejection: "ACCOUNT_CREATION_FAILED",
    refunds: [{ cents: 49_900 }],
  });
  expect(await walletOf(me)).toEqual([700, 0]);
});

test("settleProgramPayment: refunded in part before it is bought in steps → the wallet doesn't pay that part", async () => {
  const { paymentId, intent } = await paid();
  await control(`payment_intents/${intent}/refund`, { amount: 10_000 });
  await storeFacts(intent);
  await settleProgramPayment(ctx(), paymentId, sagaServer());
  await runAllJobs();
  expect(await outcomeOf(paymentId)).toMatchObject({
    net: 39_900,
    purchases: [{ status: 3, challenge: 1 }],
  });
  expect(await walletOf(me)).toEqual([700, 0]);
});

test.each([
  ["win", { status: "refunded", refunds: [{ cents: 49_900 }] }],
  ["lose", { status: "disputed", refunds: [] }],
])(
  "settleProgramPayment: fails in steps while the payment is disputed → refunded only if the dispute isn't lost: %s",
  async (verb, end) => {
    const { paymentId, intent } = await boughtToTheAccount();
    const { id: dispute } = await control(`payment_intents/${intent}/dispute`);
    await storeFacts(intent);
    const id = await stalledPurchase(paymentId);
    await resumePurchase(ctx(), id, failingAt("account", "reject"));
    await runAllJobs();
    const requests = "select status from money_requests where payment_id = $1";
    expect((await sql(requests, [paymentId])).rows).toEqual([]);
    await control(`disputes/${dispute}/${verb}`);
    await deliverAll(intent);
    const outcome = await outcomeOf(paymentId);
    expect(outcome).toMatchObject({ ...end, net: 0, rejection: "ACCOUNT_CREATION_FAILED" });
    expect((await sql(requests, [paymentId])).rows).toHaveLength(end.refunds.length);
    expect(await walletOf(me)).toEqual([700, 0]);
  },
);

test("settleProgramPayment: no longer sold after its credit, whose response was lost → bought once, as it was when it began", async () => {
  const programId = await copyProgram();
  const { paymentId } = await paid(programId);
  await settleProgramPayment(ctx(), paymentId, failingAt("deposit", "cut-after"));
  expect(await walletOf(me)).toEqual([700, 0]);
  expect(await outcomeOf(paymentId)).toMatchObject({ net: 0, purchases: [{ status: 0 }] });
  await sql("update programs set status = 1 where id = $1", [programId]);
  await settleProgramPayment(ctx(), paymentId);
  await resumePurchase(ctx(), await stalledPurchase(paymentId));
  await runAllJobs();
  expect(await outcomeOf(paymentId)).toMatchObject({
    rejection: null,
    net: 49_900,
    purchases: [{ status: 3, challenge: 1 }],
    refunds: [],
  });
  expect(await walletOf(me)).toEqual([700, 0]);
});
