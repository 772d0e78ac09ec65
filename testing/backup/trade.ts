import { sql } from "../callers";
import { buy, confirm, deliver, eventOf, workOff } from "../stripe";
import { buyThroughRoute, type Trader } from "../trading";

type Headers = Record<string, string>;

/** A checkout that nobody has paid yet. */
export const open = (headers: Headers) =>
  buy({ ...headers, "idempotency-key": crypto.randomUUID() });

/** A checkout that Stripe has received and told of; what follows from it is left to the jobs. */
export async function pay(headers: Headers) {
  const bought = await open(headers);
  await confirm(bought.stripe_payment_intent_id);
  await tell(bought, "payment_intent.succeeded");
  return bought;
}
export type Payment = Awaited<ReturnType<typeof pay>>;

/** Stripe's webhook comes, and is answered with 200. */
export async function tell({ stripe_payment_intent_id }: Payment, type: string) {
  const { status } = await deliver(await eventOf(stripe_payment_intent_id, type));
  if (status !== 200) throw new Error(`${type}: ${status}`);
}

/** A payment whose account is active. */
export async function paid(headers: Headers) {
  const bought = await pay(headers);
  await workOff();
  return bought;
}

/** A purchase of 499 USD from a trader's wallet, active at once. */
export async function purchase(trader: Trader) {
  const { status, body } = await buyThroughRoute(trader);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body.purchase as { id: number };
}

/** The jobs of a worker that took them and died a minute ago. */
export const dieWith = (...tasks: string[]) =>
  sql(
    `update graphile_worker._private_jobs j set locked_by = 'of a dead worker', locked_at = now() - interval '1 minute', attempts = 1
     from graphile_worker._private_tasks t where t.id = j.task_id and t.identifier = any($1)`,
    [tasks],
  );

/** Each payment's status and those of its accounts. */
export async function standing(): Promise<Record<string, string>> {
  const { rows } = await sql(
    `select p.id, concat_ws(': ', p.status, string_agg(a.status, ', ')) as standing
     from payments p left join prop_accounts a on a.payment_id = p.id group by p.id`,
  );
  return Object.fromEntries(rows.map(({ id, standing }) => [id, standing]));
}

/** How many jobs are still to be done, but for those that only look after something by the clock. */
export async function pendingJobs(): Promise<number> {
  const { rows } = await sql(
    "select count(*)::int as pending from graphile_worker.jobs where task_identifier not in ('open-wallet', 'resume-purchase')",
  );
  return rows[0].pending;
}
