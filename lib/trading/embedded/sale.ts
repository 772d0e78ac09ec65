import { type SQL, sql } from "drizzle-orm";
import {
  type AccountGroup,
  accountMode,
  command,
  type TradingAccount,
  type TradingServer,
} from "../port";
import { hashTemporaryPassword } from "./passwords";

// The parts of one statement that sells an account from a wallet: for whoever records in it what was
// sold. Everything in it happens or nothing.

const given = sql.placeholder;
const price = sql`${given("price")}::bigint`;
const deposit = sql`${given("deposit")}::bigint`;
const nextOrder = sql`nextval('finance_operations_order_no_seq')::int`;

/**
 * `sale`, of one row with the numbers of all that is to be made, where the wallet can pay, the condition
 * holds, and the account's group and those named beside it are still as they were read; else of none. The
 * wallet's row is locked.
 */
export const reserve = (condition: SQL): Record<"payer" | "sale", SQL> => ({
  payer: sql`
    select login, customer_id, currency, balance_cents, debt_cents from trading_accounts
    where login = ${given("payer")} and customer_id = ${given("customer")} and purpose = 'wallet'
      and account_mode = ${accountMode.real} and enabled and currency = ${given("currency")}
      and (${price} = 0 or balance_cents - debt_cents >= ${price}) and ${condition}
    for no key update`,
  sale: sql`
    select payer.login as payer_login, payer.customer_id, payer.currency, balance_cents, debt_cents,
      g.name as group_name, g.account_mode, g.currency as group_currency, g.leverage,
      case when ${price} > 0 then ${nextOrder} end as fee_order,
      nextval('challenge_logins')::int as login,
      case when ${deposit} > 0 then ${nextOrder} end as deposit_order
    from payer, account_groups g
    where g.name = ${given("group")} and g.default_deposit_cents = ${deposit} and g.archived_at is null
      and g.account_mode = ${accountMode.demo}
      and not exists (
        select from unnest(${given("groups")}::text[], ${given("groupVersions")}::int[]) as known(name, version)
        left join account_groups g using (name, version) where g.name is null
      )`,
});

/**
 * Books each row of `sold`: a sale with the request key, comment and data of its fee and of its initial
 * balance, and the key of its account.
 */
export const booked: Record<"fee" | "paid" | "opened" | "endowed" | "sides", SQL> = {
  fee: sql`
    insert into finance_operations (order_no, login, command, amount_cents, currency, balance_after_cents, debt_after_cents, reason, comment, api_data, request_key)
    overriding system value
    select fee_order, payer_login, ${command.out}, - ${price}, currency, balance_cents - ${price}, debt_cents, 'TR_REASON_PROP', fee_comment, fee_data, fee_key
    from sold where fee_order is not null`,
  paid: sql`
    update trading_accounts a set balance_cents = a.balance_cents - ${price}
    from sold where a.login = sold.payer_login and fee_order is not null`,
  opened: sql`
    insert into trading_accounts (login, customer_id, purpose, group_name, account_mode, currency, leverage, balance_cents, request_key, password_hash, must_change_password)
    select login, customer_id, 'challenge', group_name, account_mode, group_currency, leverage, ${deposit}, account_key, ${given("passwordHash")}, true
    from sold`,
  endowed: sql`
    insert into finance_operations (order_no, login, command, amount_cents, currency, balance_after_cents, reason, comment, api_data, request_key)
    overriding system value
    select deposit_order, login, ${command.in}, ${deposit}, group_currency, ${deposit}, 'TR_REASON_PROP', deposit_comment, deposit_data, deposit_key
    from sold where deposit_order is not null`,
  sides: sql`
    insert into postings (order_no, login, house_account, amount_cents, currency)
    select fee_order, payer_login, null, - ${price}, currency from sold where fee_order is not null
    union all
    select fee_order, null, 'challenge_fees', ${price}, currency from sold where fee_order is not null
    union all
    select deposit_order, login, null, ${deposit}, group_currency from sold where deposit_order is not null
    union all
    select deposit_order, null, 'demo_money', - ${deposit}, group_currency from sold where deposit_order is not null`,
};

export interface Sale {
  customerId: number;
  payerLogin: number;
  priceCents: bigint;
  currency: string;
  /** The account's group, and all whose terms are promised with it. */
  group: AccountGroup;
  groups: AccountGroup[];
  temporaryPassword: string;
}

/** What the placeholders of these parts stand for. */
export const saleValues = (sale: Sale): Record<string, unknown> => ({
  customer: sale.customerId,
  payer: sale.payerLogin,
  price: sale.priceCents.toString(),
  currency: sale.currency,
  group: sale.group.name,
  deposit: sale.group.defaultDepositCents.toString(),
  groups: sale.groups.map(({ name }) => name),
  groupVersions: sale.groups.map(({ version }) => version),
  passwordHash: hashTemporaryPassword(sale.temporaryPassword),
});

/** The account that was opened, as the port gives it. */
export const openedBy = (
  { customerId, group }: Sale,
  { login, createdAt }: Pick<TradingAccount, "login" | "createdAt">,
): TradingAccount => ({
  login,
  customerId,
  purpose: "challenge",
  group: group.name,
  brand: group.brand,
  mode: group.mode,
  currency: group.currency,
  leverage: group.leverage,
  balanceCents: group.defaultDepositCents,
  debtCents: 0n,
  enabled: true,
  mustChangePassword: true,
  createdAt,
});

const own = new WeakSet<TradingServer>();

/** Marks the server whose books are in our database. */
export function keepOwnBooks(server: TradingServer): TradingServer {
  own.add(server);
  return server;
}

/**
 * Whether a server's books are in our database and nothing stands in front of it, so that a sale can be
 * booked past its port, in the statement that records it.
 */
export const hasOwnBooks = (server: TradingServer): boolean => own.has(server);
