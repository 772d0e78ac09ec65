import { beforeEach, expect, test } from "vitest";
import type { Customer } from "@/testing/actors/customer";
import { walletOf } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import {
  compareRecent,
  comparisonCtx,
  newCheckout,
  startComparison,
  statusesOf,
} from "@/testing/stripe/comparison";
import { payDeposit } from "@/testing/stripe/deposits";
import { outcomeOf, payForProgram } from "@/testing/stripe/program-payments";
import { confirm, deliver, eventsOf } from "@/testing/stripe/sandbox";
import { handleEvent } from "../inbox/handle-event";

let me: Customer;
beforeEach(async () => {
  me = await startComparison();
});

/** The kinds of the findings about a payment. */
const kindsOf = async (paymentId: string) =>
  (await compareRecent()).findings
    .filter(({ payment_id }) => payment_id === paymentId)
    .map(({ kind }) => kind);

/** The names of the jobs about a payment or its account. */
async function jobsOf(paymentId: string): Promise<string[]> {
  const { rows } = await sql(
    `select t.identifier as task from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     where j.payload ->> 'payment_id' = $1
       or j.payload ->> 'prop_account_id' in (select id from prop_accounts where payment_id = $1)`,
    [paymentId],
  );
  return rows.map(({ task }) => task);
}

/** A payment that was paid 20 minutes ago, and whose jobs are lost. */
async function withoutJobs(paymentId: string) {
  await sql("update payments set paid_at = now() - interval '20 minutes' where id = $1", [
    paymentId,
  ]);
  await sql("delete from graphile_worker._private_jobs");
}

/** Handles the events of a paid PaymentIntent, without the jobs that follow. */
async function storePaid(intent: string) {
  for (const event of await eventsOf(intent)) {
    await deliver(event);
    await handleEvent(comparisonCtx(), event.id);
  }
}

test("reconcile: a paid program whose job is lost → a finding, its job once, and the program is bought", async () => {
  const { paymentId, intent } = await payForProgram(me);
  await storePaid(intent);
  await withoutJobs(paymentId);
  expect(await kindsOf(paymentId)).toEqual(["paid_without_account"]);
  expect(await jobsOf(paymentId)).toEqual(["settle-program-payment"]);
  await compareRecent();
  expect(await jobsOf(paymentId)).toEqual(["settle-program-payment"]);
  await sql("update graphile_worker._private_jobs set attempts = max_attempts");
  await compareRecent();
  expect(await jobsOf(paymentId)).toEqual(["settle-program-payment", "settle-program-payment"]);
  await runAllJobs();
  expect(await outcomeOf(paymentId)).toMatchObject({ purchases: [{ status: 3, challenge: 1 }] });
  expect(await kindsOf(paymentId)).toEqual([]);
});

test("reconcile: a deposit whose job is lost → a finding, and it is credited", async () => {
  const { paymentId, event } = await payDeposit(me, await walletOf(me.publicId));
  await handleEvent(comparisonCtx(), event.id);
  await withoutJobs(paymentId);
  expect(await kindsOf(paymentId)).toEqual(["deposit_not_credited"]);
  expect(await jobsOf(paymentId)).toEqual(["settle-deposit"]);
  await runAllJobs();
  expect(await kindsOf(paymentId)).toEqual([]);
});

test("reconcile: a paid account whose job is lost → a finding, and it is set up", async () => {
  const { payment_id, stripe_payment_intent_id } = await newCheckout(me);
  await confirm(stripe_payment_intent_id);
  await storePaid(stripe_payment_intent_id);
  await withoutJobs(payment_id);
  expect(await kindsOf(payment_id)).toEqual(["paid_without_account"]);
  expect(await jobsOf(payment_id)).toEqual(["provision-account"]);
  expect(await kindsOf(payment_id)).toEqual([]);
  await runAllJobs();
  expect((await statusesOf(payment_id))[1]).toBe("active");
});
