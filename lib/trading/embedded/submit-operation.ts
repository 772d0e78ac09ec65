import { type SQL, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { executePrepared } from "@/db/prepare";
import { type Answer, accountMode, command, type OperationRequest, type Refusal } from "../port";

const refusals: Record<string, string> = {
  NOT_ENOUGH_FUNDS: "The balance does not cover the amount.",
  ACCOUNT_DISABLED: "The account is disabled.",
  CURRENCY_MISMATCH: "The account has another currency.",
  NOT_REVERSIBLE: "There is no such operation to reverse, or it is reversed already.",
};

interface Answered extends Record<string, unknown> {
  order_no: number;
  refusal: string | null;
}

/**
 * Books an operation in one statement: under the lock of the account's row it decides, writes the
 * operation or its refusal under the request key, moves the balance and writes both postings. All of
 * that happens or nothing, and a key that is known gets its first answer.
 */
export async function submitOperation(
  db: Database,
  request: OperationRequest,
): Promise<Answer<{ order: number }>> {
  const rows = await executePrepared<Answered>(db, "book-operation", book(request));
  const [answered] = rows.length > 0 ? rows : await known(db, request.requestKey);
  if (!answered) return refused("ACCOUNT_UNKNOWN", "There is no such account.");
  if (answered.refusal !== null) {
    return refused(answered.refusal as Refusal["code"], refusals[answered.refusal] ?? "Refused.");
  }
  return { outcome: "accepted", order: answered.order_no };
}

const refused = (code: Refusal["code"], message: string): Refusal => ({
  outcome: "refused",
  code,
  message,
});

const known = async (db: Database, requestKey: string) =>
  (
    await db.execute<Answered>(
      sql`select order_no, refusal from finance_operations where request_key = ${requestKey}`,
    )
  ).rows;

function book(request: OperationRequest): SQL {
  const { login, currency, requestKey, reason, comment } = request;
  const amount = sql`${request.amountCents.toString()}::bigint`;
  const reverses = sql`${request.reverses ?? null}::int`;
  const mayOwe = sql`${request.mayOwe ?? false}::boolean`;
  const code = request.amountCents > 0n ? command.in : command.out;
  // A wallet that was disabled takes no orders, but money that is its own comes back to it.
  return sql`
    with account as materialized (
      select login, currency, account_mode, enabled, balance_cents, debt_cents from trading_accounts
      where login = ${login} and not exists (select from finance_operations where request_key = ${requestKey})
      for no key update
    ), original as (
      select order_no from finance_operations
      where order_no = ${reverses} and login = ${login} and amount_cents = - ${amount}
        and refusal is null and reversed_by_order is null
    ), effect as (
      select *, case
        when ${amount} > 0 then - least(debt_cents, ${amount})
        when ${mayOwe} and account_mode = ${accountMode.real} then greatest(0, - ${amount} - balance_cents)
        else 0 end as owed
      from account
    ), verdict as (
      select *, case
        when currency <> ${currency} then 'CURRENCY_MISMATCH'
        when ${reverses} is not null and not exists (select from original) then 'NOT_REVERSIBLE'
        when ${reverses} is null and ${amount} < 0 and not enabled and not ${mayOwe} then 'ACCOUNT_DISABLED'
        when account_mode = ${accountMode.real} and balance_cents + ${amount} + owed < 0 then 'NOT_ENOUGH_FUNDS'
        end as refusal
      from effect
    ), operation as (
      insert into finance_operations (login, command, amount_cents, debt_cents, currency, balance_after_cents, debt_after_cents, reason, comment, api_data, request_key, refusal, reverses_order)
      select login, ${code}, ${amount}, case when refusal is null then owed else 0 end, currency,
        case when refusal is null then balance_cents + ${amount} + owed end, debt_cents + case when refusal is null then owed else 0 end,
        ${reason}, ${comment}, ${JSON.stringify(request.apiData)}::jsonb, ${requestKey}, refusal, case when refusal is null then ${reverses} end
      from verdict
      on conflict (request_key) do nothing
      returning order_no, login, amount_cents, debt_cents, currency, refusal, reverses_order
    ), booked as (
      select * from operation where refusal is null
    ), moved as (
      update trading_accounts set balance_cents = trading_accounts.balance_cents + booked.amount_cents + booked.debt_cents,
        debt_cents = trading_accounts.debt_cents + booked.debt_cents
      from booked where trading_accounts.login = booked.login
      returning account_mode
    ), reversed as (
      update finance_operations set reversed_by_order = booked.order_no
      from booked where finance_operations.order_no = booked.reverses_order
    ), written as (
      insert into postings (order_no, login, house_account, amount_cents, currency)
      select order_no, login, null, amount_cents + debt_cents, currency from booked where amount_cents + debt_cents <> 0
      union all
      select order_no, null, 'customer_debts', - debt_cents, currency from booked where debt_cents <> 0
      union all
      select order_no, null, case when account_mode = ${accountMode.demo} then 'demo_money' else ${houseAccount(reason)} end, - amount_cents, currency
      from booked, moved
    )
    select order_no, refusal from operation`;
}

/** The other side of a movement on a REAL account. */
const houseAccount = (reason: OperationRequest["reason"]) =>
  ({
    TR_REASON_PROP: "challenge_fees",
    TR_REASON_DEPOSIT: "card_deposits",
    TR_REASON_ADJUSTMENT: "adjustments",
  })[reason];
