import type { PoolClient } from "pg";
import type { Payer } from "./spec";

// The rows of a finished purchase of program 1: see README.md, "Baselines".
const PRICE = 49_900;
const DEPOSIT = 10_000_000;

/**
 * Gets the emails that a purchase leaves in the outbox: a table like it, which no job empties. The baseline is
 * PostgreSQL's work alone.
 */
export const OUTBOX = "create table if not exists bench_outbox (like mail_outbox including all)";

/** An operation with its two postings, on an account with this balance afterwards. */
const booked = (account: string) => `
  with account as (${account}), operation as (
    insert into finance_operations (login, command, amount_cents, currency, balance_after_cents, reason, comment, api_data, request_key)
    select login, case when $2::bigint > 0 then 6 else 8 end, $2::bigint, currency, balance_cents, 'TR_REASON_PROP', $3, $4::jsonb, $5
    from account returning order_no, login, amount_cents, currency
  ), written as (
    insert into postings (order_no, login, house_account, amount_cents, currency)
    select order_no, login, null, amount_cents, currency from operation
    union all select order_no, null, $6, - amount_cents, currency from operation
  )
  select order_no as id from operation`;

const statements = {
  id: `select nextval(pg_get_serial_sequence('purchases', 'id'))::int as id`,
  account: `
    insert into trading_accounts (login, customer_id, purpose, group_name, account_mode, currency, leverage, balance_cents, request_key, password_hash, must_change_password)
    select nextval('challenge_logins'), $1, 'challenge', name, account_mode, currency, leverage, $3, $2, 'bench', true
    from account_groups where name = 'PROP-DEMO-100K' returning login as id`,
  purchase: `
    insert into purchases (id, customer_id, program_id, program, payer_login, amount_cents, currency, account_amount_cents,
      account_group, account_currency, initial_balance_cents, idempotency_key, status, fee_requested_at,
      payment_order, account_login, initial_balance_order, terms_version, consent_ip, consent_user_agent, rule_set_id)
    overriding system value
    select $9, $1, id, to_jsonb(programs), $2, $3, 'usd', $3, 'PROP-DEMO-100K', 'usd', $4, $5, 3, now(), $6, $7, $8, '1', '127.0.0.1', 'bench',
      (select rule_set_id from program_steps where program_id = 1 and phase_index = 1)
    from programs where id = 1 returning id`,
  challenge: `
    with made as (
      insert into challenges (purchase_id, program_id, customer_id, account_login) values ($1, 1, $2, $3) returning id
    )
    insert into challenge_phases (challenge_id, phase_index, account_login, rule_set_id)
    select id, 1, $3, (select rule_set_id from program_steps where program_id = 1 and phase_index = 1) from made returning challenge_id as id`,
  fee: booked(
    "update trading_accounts set balance_cents = balance_cents + $2::bigint where login = $1 returning login, balance_cents, currency",
  ),
  deposit: booked("select login, balance_cents, currency from trading_accounts where login = $1"),
  email: "insert into bench_outbox (key, payload) values ($1, $2) returning 0 as id",
};

/** Writes the rows of one purchase, each once, in one transaction of prepared statements. */
export async function writeBuy(client: PoolClient, payer: Payer, key: string): Promise<void> {
  const run = async (name: keyof typeof statements, values: unknown[]): Promise<number> => {
    const { rows } = await client.query({ name, text: statements[name], values });
    return rows[0].id;
  };
  const { customerId, login } = payer;
  await client.query("begin");
  const id = await run("id", []);
  const data = JSON.stringify({ module: "bench", purchase_id: id, payer_login: login });
  const book = (
    what: "fee" | "deposit",
    [account, cents]: [number, number],
    [comment, house]: [string, string],
  ) => run(what, [account, cents, comment, data, `${id}:${comment}`, house]);
  const fee = await book("fee", [login, -PRICE], ["PROP_CHALLENGE_PURCHASE", "challenge_fees"]);
  const account = await run("account", [customerId, `${id}:account:1`, DEPOSIT]);
  const balance = ["PROP_CHALLENGE_INITIAL_BALANCE", "demo_money"] as [string, string];
  const deposit = await book("deposit", [account, DEPOSIT], balance);
  await run("purchase", [customerId, login, PRICE, DEPOSIT, key, fee, account, deposit, id]);
  await run("challenge", [id, customerId, account]);
  const email = { kind: "challenge-bought", purchase_id: id };
  await run("email", [`challenge-bought:${id}`, JSON.stringify(email)]);
  await client.query("commit");
}
