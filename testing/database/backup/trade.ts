import type { Actor } from "../../actors/credentials";
import { buyFromWallet, type Trader } from "../../actors/trader";
import { startCheckout } from "../../stripe/payments";
import { confirm, deliver, eventOf } from "../../stripe/sandbox";
import { runAllJobs } from "../jobs";
import { sql } from "../sql";

/** A checkout that isn't paid. */
export const open = (customer: Actor) => startCheckout(customer, { key: crypto.randomUUID() });

/** A checkout that is paid, with its event received. Its jobs are pending. */
export async function pay(customer: Actor) {
  const payment = await open(customer);
  await confirm(payment.stripe_payment_intent_id);
  await deliverEventOf(payment, "payment_intent.succeeded");
  return payment;
}
export type Payment = Awaited<ReturnType<typeof pay>>;

/** Delivers the event of a type about a payment. */
export async function deliverEventOf({ stripe_payment_intent_id }: Payment, type: string) {
  const { status } = await deliver(await eventOf(stripe_payment_intent_id, type));
  if (status !== 200) throw new Error(`${type}: ${status}`);
}

/** A payment whose account is active. */
export async function payAndProvision(customer: Actor) {
  const payment = await pay(customer);
  await runAllJobs();
  return payment;
}

/** A purchase of 499 USD from a trader's wallet, which is active. */
export async function purchase(trader: Trader) {
  const { status, body } = await buyFromWallet(trader);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body.purchase as { id: number };
}

/** Locks all jobs of some tasks, as a worker that took them and died a minute ago. */
export const lockByDeadWorker = (...tasks: string[]) =>
  sql(
    `update graphile_worker._private_jobs j set locked_by = 'of a dead worker', locked_at = now() - interval '1 minute', attempts = 1
     from graphile_worker._private_tasks t where t.id = j.task_id and t.identifier = any($1)`,
    [tasks],
  );

/** Each payment's status, and the statuses of its accounts. */
export async function paymentStatuses(): Promise<Record<string, string>> {
  const { rows } = await sql(
    `select p.id, concat_ws(': ', p.status, string_agg(a.status, ', ')) as statuses
     from payments p left join prop_accounts a on a.payment_id = p.id group by p.id`,
  );
  return Object.fromEntries(rows.map(({ id, statuses }) => [id, statuses]));
}

/** The number of jobs, without those that only check something later. */
export async function pendingJobs(): Promise<number> {
  const { rows } = await sql(
    "select count(*)::int as pending from graphile_worker.jobs where task_identifier not in ('open-wallet', 'resume-purchase')",
  );
  return rows[0].pending;
}
