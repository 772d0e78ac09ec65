import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { newId } from "@/lib/core/ids";
import { settleDeposit } from "@/lib/payments";
import type { Actor } from "../actors/credentials";
import { sql } from "../database/sql";
import { as } from "../http/client";
import { confirm, deliver, eventOf } from "./sandbox";

/** Pays a new deposit and delivers the event of it. Its credit is a pending job. */
export async function payDeposit(
  customer: Actor,
  login: number,
  amount_cents = 5_000,
  card?: string,
) {
  const headers = { "idempotency-key": crypto.randomUUID() };
  const deposit = { login, amount_cents };
  const { status, body } = await as(customer).post("/v2/payments/deposits", deposit, { headers });
  if (status !== 200) throw new Error(JSON.stringify(body));
  await confirm(body.stripe_payment_intent_id, card);
  const event = await eventOf(body.stripe_payment_intent_id, "payment_intent.succeeded");
  await deliver(event);
  return { paymentId: body.payment_id as string, event };
}

/** A wallet in the ledger: its balance, its operations and the postings of each. */
export async function ledgerOf(login: number) {
  const account = await sql("select balance_cents from trading_accounts where login = $1", [login]);
  const operations = await sql(
    "select order_no, command, amount_cents, reason, comment, api_data, request_key from finance_operations where login = $1 and refusal is null order by order_no",
    [login],
  );
  const postings = await sql(
    "select order_no, count(*)::int as sides, sum(p.amount_cents)::int as sum from postings p join finance_operations o using (order_no) where o.login = $1 group by order_no order by order_no",
    [login],
  );
  return {
    balance: Number(account.rows[0].balance_cents),
    operations: operations.rows,
    postings: postings.rows,
  };
}

/** A paid deposit that is credited to its wallet, inserted without Stripe. */
export async function creditedDeposit(
  { id: customerId, login }: { id: number; login: number },
  cents = 50_000,
): Promise<string> {
  const id = newId("pay");
  await sql(
    `insert into payments (id, customer_id, kind, deposit_login, amount_cents, currency, livemode, reusable, intent_status, status, paid_at, terms_version, consent_ip, consent_user_agent)
     values ($1, $2, 'deposit', $3, $4, 'usd', false, false, 'succeeded', 'succeeded', now(), 'test', '', '')`,
    [id, customerId, login, cents],
  );
  await settleDeposit(systemContext(database(), "job_test"), id);
  return id;
}

/** Records a status of a deposit's one dispute, and enqueues the jobs that its event would. */
export async function disputeFact(paymentId: string, status: string, cents = 50_000) {
  await sql(
    `with fact as (
       insert into payment_disputes (id, payment_id, amount_cents, reason, status) values ('du_' || $1::text, $1, $3, 'fraudulent', $2)
       on conflict (id) do update set status = excluded.status returning payment_id
     )
     select graphile_worker.add_job('settle-deposit', json_build_object('payment_id', payment_id)) from fact`,
    [paymentId, status, cents],
  );
  await sql(
    "select graphile_worker.add_job('apply-wallet-hold', json_build_object('login', deposit_login)) from payments where id = $1",
    [paymentId],
  );
}
