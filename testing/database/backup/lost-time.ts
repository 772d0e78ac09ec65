import { setTimeout as sleep } from "node:timers/promises";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { handleEvent } from "@/lib/payments";
import { stripe } from "@/lib/payments/stripe";
import { newCustomer } from "../../actors/customer";
import type { Trader } from "../../actors/trader";
import { payDeposit } from "../../stripe/deposits";
import { confirm, control, eventOf } from "../../stripe/sandbox";
import { runAllJobs } from "../jobs";
import { sql } from "../sql";
import {
  deliverEventOf,
  lockByDeadWorker,
  open,
  type Payment,
  pay,
  payAndProvision,
  purchase,
} from "./trade";

/**
 * Business up to the moment that will be restored, with a base backup in the middle: some of its jobs are done, some
 * pending. Returns that moment and the payments.
 */
export async function businessBefore(
  trader: Trader,
  backUp: (concurrently: () => Promise<unknown>) => Promise<void>,
) {
  const { login } = trader;
  const early = await payAndProvision(trader);
  await purchase(trader);
  let during = early;
  await backUp(async () => {
    during = await payAndProvision(trader);
    await purchase(trader);
  });
  const refunded = await payAndProvision(trader);
  const disputed = await payAndProvision(trader);
  await payDeposit(trader, login, 5_000);
  await runAllJobs();
  const unpaid = await open(trader);
  const waiting = await pay(trader);
  const deposited = await depositOf(trader, login, 7_000);
  const provisioning = await pendingProvision(trader);
  await lockByDeadWorker("handle-stripe-event", "provision-account");
  const { rows } = await sql("select clock_timestamp()::text as now");
  // A commit of the very same microsecond would still be replayed.
  await sleep(10);
  const moment: string = rows[0].now;
  const done = { early, during, refunded, disputed };
  return { moment, payments: { ...done, unpaid, waiting, deposited, provisioning } };
}
export type Before = Awaited<ReturnType<typeof businessBefore>>["payments"];

/** Business after that moment: the restored database doesn't have it, and Stripe has its part of it. */
export async function businessAfter(trader: Trader, { unpaid, refunded, disputed }: Before) {
  const { login } = trader;
  await sql("update graphile_worker._private_jobs set locked_by = null, locked_at = null");
  await runAllJobs();
  await confirm(unpaid.stripe_payment_intent_id);
  await deliverEventOf(unpaid, "payment_intent.succeeded");
  await stripe().refunds.create({ payment_intent: refunded.stripe_payment_intent_id });
  await deliverEventOf(refunded, "charge.refunded");
  await control(`payment_intents/${disputed.stripe_payment_intent_id}/dispute`);
  await deliverEventOf(disputed, "charge.dispute.created");
  const challenge = await payAndProvision(trader);
  const deposit = await depositOf(trader, login, 11_000);
  const lateUnpaid = await open(trader);
  const stranger = await payAndProvision(await newCustomer());
  await purchase(trader);
  await runAllJobs();
  return { challenge, deposit, lateUnpaid, stranger };
}

/** A paid deposit whose event was received. Its credit is a pending job. */
async function depositOf(trader: Trader, login: number, cents: number): Promise<Payment> {
  const { paymentId } = await payDeposit(trader, login, cents);
  const { rows } = await sql("select stripe_payment_intent_id from payments where id = $1", [
    paymentId,
  ]);
  return { payment_id: paymentId, ...rows[0] };
}

/** A paid payment whose event was handled. The account at the venue is a pending job. */
async function pendingProvision(trader: Trader): Promise<Payment> {
  const payment = await pay(trader);
  const { id } = await eventOf(payment.stripe_payment_intent_id, "payment_intent.succeeded");
  await handleEvent(systemContext(database(), "job_test"), id);
  return payment;
}
