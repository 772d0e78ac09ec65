import { afterAll, beforeAll, expect, test } from "vitest";
import { stripe } from "@/lib/payments/stripe";
import { type Admin, newAdmin, performAction } from "@/testing/actors/admin";
import { balanceOf, buyFromWallet, newTrader } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { ledgerProblems } from "@/testing/database/ledger";
import { sql } from "@/testing/database/sql";
import { killAfterEachResult } from "@/testing/faults/crash";
import { letTimePass, purchaseRow } from "@/testing/purchases/purchase-state";
import { payDeposit } from "@/testing/stripe/deposits";

const FEE = 49_900;
const PAID = 50_000;
let admin: Admin;

beforeAll(async () => {
  admin = await newAdmin();
});
afterAll(async () => expect(await ledgerProblems()).toEqual([]));

/** A challenge that an operator has canceled, with the refund of its fee to the card still to be done. */
async function requested() {
  const me = await newTrader();
  const { paymentId } = await payDeposit(me, me.login, PAID);
  await runAllJobs();
  const { id } = (await buyFromWallet(me)).body.purchase as { id: number };
  await sql("delete from graphile_worker._private_jobs");
  await performAction(admin, "purchase.refund_to_card", {
    id,
    refunds: [{ payment_id: paymentId, amount_cents: FEE }],
    idempotency_key: crypto.randomUUID(),
  });
  return { id, paymentId, login: me.login };
}

/** Expects the fee to be refunded once, and everything that follows from it to be done. */
async function check(
  { id, paymentId, login }: Awaited<ReturnType<typeof requested>>,
  when: string,
) {
  // The job of a killed worker waits for the end of its claim, or for its next try.
  for (let round = 0; round < 3; round++) {
    await letTimePass();
    await sql(
      "select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs where task_identifier in ('settle-refund', 'settle-deposit')), run_at => now())",
    );
    await runAllJobs();
  }
  const { rows } = await sql(
    "select m.status, p.stripe_payment_intent_id as intent, p.status as payment from money_requests m join payments p on p.id = m.payment_id where m.purchase_id = $1",
    [id],
  );
  expect(rows, when).toMatchObject([{ status: "done", payment: "partially_refunded" }]);
  const { data } = await stripe().refunds.list({ payment_intent: rows[0].intent });
  expect(
    data.map(({ amount }) => amount),
    when,
  ).toEqual([FEE]);
  expect(await purchaseRow(id), when).toMatchObject({ status: 5, failure_code: "ROLLED_BACK" });
  expect(await balanceOf(login), when).toBe(PAID - FEE);
  expect(paymentId).toBeDefined();
}

test("purchase.refund_to_card: a worker is killed after any response of the database → canceled and refunded once", async () => {
  // The first job of a queue creates it.
  await requested();
  await runAllJobs();
  const runs = await killAfterEachResult({ prepare: requested, check, step: 2 });
  expect(runs).toBeGreaterThan(20);
}, 400_000);
