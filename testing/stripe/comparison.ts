import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { reconcile } from "@/lib/payments";
import { type Customer, newCustomer } from "../actors/customer";
import { runAllJobs } from "../database/jobs";
import { sql } from "../database/sql";
import { startCheckout } from "./payments";
import { confirm, control, deliver, eventsOf } from "./sandbox";

const HOUR_MS = 3_600_000;

/** An empty Stripe, no pending jobs, no earlier payment that is compared, and a new customer: call it before each test. */
export async function startComparison(): Promise<Customer> {
  await control("reset");
  // Payments of earlier tests are unknown at this Stripe: they belong to the other mode from now on.
  await sql("update payments set livemode = true");
  await sql("delete from payment_refunds");
  await sql("delete from payment_disputes");
  await sql("delete from graphile_worker._private_jobs");
  return newCustomer();
}

export const comparisonCtx = () => systemContext(database(), "reconcile");

/** Compares the payments of the last hour with Stripe. */
export const compareRecent = () => reconcile(comparisonCtx(), new Date(Date.now() - HOUR_MS));

/** The kinds of the findings of a comparison. */
export const findingKinds = async () => (await compareRecent()).findings.map(({ kind }) => kind);

/** A new payment for an account. */
export const newCheckout = (customer: Customer) =>
  startCheckout(customer, { key: crypto.randomUUID() });

/** A payment that Stripe has received, with all of its events delivered and handled. */
export async function newPaidCheckout(customer: Customer) {
  const payment = await newCheckout(customer);
  await confirm(payment.stripe_payment_intent_id);
  await deliverEvents(payment.stripe_payment_intent_id);
  return payment;
}

/** Delivers all events of a PaymentIntent, and runs their jobs. */
export async function deliverEvents(intentId: string) {
  for (const event of await eventsOf(intentId)) await deliver(event);
  await runAllJobs();
}

/** The status of a payment and that of its account. */
export async function statusesOf(paymentId: string) {
  const { rows } = await sql(
    "select p.status, a.status as account from payments p left join prop_accounts a on a.payment_id = p.id where p.id = $1",
    [paymentId],
  );
  return [rows[0].status, rows[0].account];
}
