import { POST as deposits } from "@/app/api/v2/payments/deposits/route";
import { call } from "./api";
import { sql } from "./callers";
import { confirm, deliver, eventOf } from "./stripe";

/** The login of the wallet that a customer has from sign-up. */
export async function walletOf(publicId: string): Promise<number> {
  const { rows } = await sql(
    "select a.login from trading_accounts a join customers c on c.id = a.customer_id where c.public_id = $1 order by a.login limit 1",
    [publicId],
  );
  return rows[0].login;
}

/** A deposit through its route. */
export const postDeposit = (headers: Record<string, string>, body: object) =>
  call(deposits, { method: "POST", body, headers });

/** A deposit of its own that Stripe has received and told of; its credit is left to the jobs. */
export async function payDeposit(
  headers: Record<string, string>,
  login: number,
  amount_cents = 5_000,
) {
  const keyed = { ...headers, "idempotency-key": crypto.randomUUID() };
  const { status, body } = await postDeposit(keyed, { login, amount_cents });
  if (status !== 200) throw new Error(JSON.stringify(body));
  await confirm(body.stripe_payment_intent_id);
  const event = await eventOf(body.stripe_payment_intent_id, "payment_intent.succeeded");
  await deliver(event);
  return { paymentId: body.payment_id as string, event };
}

/** What the books say of a wallet: its balance, and each deposit that was credited to it. */
export async function booksOf(login: number) {
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
