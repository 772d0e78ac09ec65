import { beforeEach, expect, test } from "vitest";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { newTrader, type Trader } from "@/testing/actors/trader";
import { copyProgram } from "@/testing/catalog/own-program";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { faultyServer } from "@/testing/faults/trading-server";
import { as } from "@/testing/http/client";
import { ledgerOf } from "@/testing/stripe/deposits";
import {
  buyByCard,
  deliverAll,
  outcomeOf,
  payForProgram,
  program1,
} from "@/testing/stripe/program-payments";
import { control, eventOf } from "@/testing/stripe/sandbox";
import { handleEvent } from "../inbox/handle-event";
import { settleProgramPayment } from "../settle-program";

let me: Trader;
beforeEach(async () => {
  me = await newTrader();
});

const ctx = () => systemContext(database(), "job_test");

/** The status of the fee of a payment's purchase, as each response of the API has it. */
async function feeStatuses(paymentId: string) {
  const [{ id }] = (await outcomeOf(paymentId)).purchases;
  const { body } = await as(me).get(`/prop/purchases/${id}`);
  const { body: list } = await as(me).get("/prop/challenges");
  const listed = list.purchases.find((it: { id: number }) => it.id === id);
  return [body.purchase.payment_status, listed.payment_status];
}

async function failRefund(paymentId: string, intent: string) {
  const { rows } = await sql("select id from payment_refunds where payment_id = $1", [paymentId]);
  await control(`refunds/${rows[0].id}/fail`);
  await deliverAll(intent);
}

test("settleProgramPayment: a challenge ended by a full refund that fails later → its purchase isn't refunded", async () => {
  const { paymentId, intent } = await buyByCard(me);
  await control(`payment_intents/${intent}/refund`);
  await deliverAll(intent);
  expect(await outcomeOf(paymentId)).toMatchObject({ purchases: [{ status: 5 }] });
  expect(await feeStatuses(paymentId)).toEqual(["refunded", "refunded"]);
  await failRefund(paymentId, intent);
  expect(await outcomeOf(paymentId)).toMatchObject({ net: 49_900, purchases: [{ status: 4 }] });
  expect(await feeStatuses(paymentId)).toEqual(["refund_failed", "refund_failed"]);
  // The firm refunds it another way.
  await control(`payment_intents/${intent}/refund`);
  await deliverAll(intent);
  expect(await outcomeOf(paymentId)).toMatchObject({ net: 0, purchases: [{ status: 5 }] });
  expect(await feeStatuses(paymentId)).toEqual(["refunded", "refunded"]);
});

/** Pays for a program that the trading server fails to open the account of. */
async function failedAt(step: string) {
  const { paymentId, intent } = await payForProgram(me);
  const event = await eventOf(intent, "payment_intent.succeeded");
  await handleEvent(ctx(), event.id);
  await settleProgramPayment(
    ctx(),
    paymentId,
    faultyServer((at) => (at === step ? "reject" : undefined)),
  );
  return { paymentId, intent };
}

test.each(["fee", "account"])(
  "settleProgramPayment: the trading server rejects %s → refund pending, then refunded; failed if Stripe rejects the refund",
  async (step) => {
    const first = await failedAt(step);
    expect(await feeStatuses(first.paymentId)).toEqual(["refund_pending", "refund_pending"]);
    await runAllJobs();
    expect(await feeStatuses(first.paymentId)).toEqual(["refunded", "refunded"]);
    const second = await failedAt(step);
    await control("faults", { kind: "402", count: 1, method: "POST", path: "/v1/refunds" });
    await runAllJobs();
    expect(await feeStatuses(second.paymentId)).toEqual(["refund_failed", "refund_failed"]);
    const { body } = await as(me).get(`/v2/payments/${second.paymentId}`);
    expect(body).toMatchObject({ status: "succeeded", refund_failed: true });
  },
);

test("settleProgramPayment: not for sale, and Stripe rejects the refund → the payment says that the refund failed", async () => {
  const program_id = await copyProgram();
  const { paymentId } = await payForProgram(me, { ...program1, program_id });
  await sql("update programs set status = 1 where id = $1", [program_id]);
  await control("faults", { kind: "402", count: 1, method: "POST", path: "/v1/refunds" });
  await runAllJobs();
  const { body } = await as(me).get(`/v2/payments/${paymentId}`);
  expect(body).toMatchObject({ refund_failed: true, rejection_code: "PROGRAM_DISABLED" });
});

test("settleDeposit: a refund, a dispute → the wallet's statement says which", async () => {
  const { intent } = await buyByCard(me);
  await control(`payment_intents/${intent}/refund`, { amount: 10_000 });
  await deliverAll(intent);
  await control(`payment_intents/${intent}/dispute`);
  await deliverAll(intent);
  const { operations } = await ledgerOf(me.login);
  const comments = operations.map(({ comment }) => comment);
  expect(comments.filter((it) => it.includes("CARD_"))).toEqual([
    "PROP_CHALLENGE_CARD_PAYMENT",
    "PROP_CHALLENGE_CARD_REFUNDED",
    "PROP_CHALLENGE_CARD_DISPUTED",
  ]);
});
