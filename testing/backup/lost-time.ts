import { setTimeout as sleep } from "node:timers/promises";
import { systemContext } from "@/lib/context";
import { database } from "@/lib/database";
import { handleEvent } from "@/lib/payments";
import { stripe } from "@/lib/payments/stripe";
import { newCustomer } from "../api";
import { sql } from "../callers";
import { payDeposit } from "../deposits";
import { confirm, control, eventOf, workOff } from "../stripe";
import type { Trader } from "../trading";
import { dieWith, open, type Payment, paid, pay, purchase, tell } from "./trade";

/**
 * Business up to the moment that will be restored, with a base backup amid it: some of it is done, some
 * still in the queue. Returns that moment and the payments.
 */
export async function businessBefore(
  trader: Trader,
  backUp: (meanwhile: () => Promise<unknown>) => Promise<void>,
) {
  const { appHeaders: me, login } = trader;
  const early = await paid(me);
  await purchase(trader);
  let during = early;
  await backUp(async () => {
    during = await paid(me);
    await purchase(trader);
  });
  const refunded = await paid(me);
  const disputed = await paid(me);
  await payDeposit(me, login, 5_000);
  await workOff();
  const unpaid = await open(me);
  const waiting = await pay(me);
  const deposited = await depositOf(me, login, 7_000);
  const provisioning = await provisioningOf(me);
  await dieWith("handle-stripe-event", "provision-account");
  const { rows } = await sql("select clock_timestamp()::text as now");
  // A commit of the very same microsecond would still be replayed.
  await sleep(10);
  const moment: string = rows[0].now;
  const done = { early, during, refunded, disputed };
  return { moment, payments: { ...done, unpaid, waiting, deposited, provisioning } };
}
export type Before = Awaited<ReturnType<typeof businessBefore>>["payments"];

/** What happens after that moment: it is lost here, and Stripe remembers its part of it. */
export async function businessAfter(trader: Trader, { unpaid, refunded, disputed }: Before) {
  const { appHeaders: me, login } = trader;
  await sql("update graphile_worker._private_jobs set locked_by = null, locked_at = null");
  await workOff();
  await confirm(unpaid.stripe_payment_intent_id);
  await tell(unpaid, "payment_intent.succeeded");
  await stripe().refunds.create({ payment_intent: refunded.stripe_payment_intent_id });
  await tell(refunded, "charge.refunded");
  await control(`payment_intents/${disputed.stripe_payment_intent_id}/dispute`);
  await tell(disputed, "charge.dispute.created");
  const challenge = await paid(me);
  const deposit = await depositOf(me, login, 11_000);
  const lateUnpaid = await open(me);
  const stranger = await paid((await newCustomer()).headers);
  await purchase(trader);
  await workOff();
  return { challenge, deposit, lateUnpaid, stranger };
}

/** A deposit that Stripe told of; its credit is left to the jobs. */
async function depositOf(
  headers: Record<string, string>,
  login: number,
  cents: number,
): Promise<Payment> {
  const { paymentId } = await payDeposit(headers, login, cents);
  const { rows } = await sql("select stripe_payment_intent_id from payments where id = $1", [
    paymentId,
  ]);
  return { payment_id: paymentId, ...rows[0] };
}

/** A payment whose account waits for the job that asks the venue. */
async function provisioningOf(headers: Record<string, string>): Promise<Payment> {
  const payment = await pay(headers);
  const { id } = await eventOf(payment.stripe_payment_intent_id, "payment_intent.succeeded");
  await handleEvent(systemContext(database(), "job_test"), id);
  return payment;
}
