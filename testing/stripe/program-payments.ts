import type { Actor } from "../actors/credentials";
import { runAllJobs } from "../database/jobs";
import { sql } from "../database/sql";
import { as } from "../http/client";
import { confirm, deliver, eventOf, eventsOf } from "./sandbox";

/** Program 1 of the demo catalog: two phases and a funded one on $100,000. */
export const program1 = { program_id: 1, amount_cents: 49_900 };
/** The demo catalog's program that is sold in euros. */
export const euroProgram = { program_id: 3, amount_cents: 29_900, currency: "eur" };

interface ProgramPayment {
  paymentId: string;
  intent: string;
}

/** Starts a card payment for a program with a key of its own. Throws unless the response is a 200. */
export async function startProgramPayment(
  actor: Actor,
  body: object = program1,
): Promise<ProgramPayment> {
  const headers = { "idempotency-key": crypto.randomUUID() };
  const response = await as(actor).post("/v2/payments/program-checkout", body, { headers });
  if (response.status !== 200) throw new Error(JSON.stringify(response.body));
  const { payment_id: paymentId, stripe_payment_intent_id: intent } = response.body;
  return { paymentId, intent };
}

/** Pays for a program and delivers the event of it. Its purchase is a pending job. */
export async function payForProgram(actor: Actor, body?: object): Promise<ProgramPayment> {
  const payment = await startProgramPayment(actor, body);
  await confirm(payment.intent);
  await deliver(await eventOf(payment.intent, "payment_intent.succeeded"));
  return payment;
}

/** Pays for a program, and runs the jobs that follow. */
export async function buyByCard(actor: Actor, body?: object): Promise<ProgramPayment> {
  const payment = await payForProgram(actor, body);
  await runAllJobs();
  return payment;
}

/** Delivers all events of a payment's PaymentIntent, and runs the jobs that follow. */
export async function deliverAll(intent: string): Promise<void> {
  for (const event of await eventsOf(intent)) await deliver(event);
  await runAllJobs();
}

/** What a program's payment has led to: the payment, its purchases and challenges, and its refunds. Amounts in cents. */
export async function outcomeOf(paymentId: string) {
  const { rows: payment } = await sql(
    "select status, rejection_code as rejection, deposit_net_cents::int as net, review_kind as flag from payments where id = $1",
    [paymentId],
  );
  const { rows: purchases } = await sql(
    `select p.id, p.status, p.failure_code as failure, c.status as challenge, c.hold_reason as hold, c.end_reason as "end", a.enabled
     from purchases p left join challenges c on c.purchase_id = p.id left join trading_accounts a on a.login = p.account_login
     where p.payment_id = $1 order by p.id`,
    [paymentId],
  );
  const { rows: refunds } = await sql(
    "select amount_cents::int as cents, status from payment_refunds where payment_id = $1 order by id",
    [paymentId],
  );
  return { ...payment[0], purchases, refunds };
}
