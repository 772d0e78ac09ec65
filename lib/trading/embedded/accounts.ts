import { and, asc, desc, eq, isNull, lt, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { once } from "@/db/prepare";
import { accountGroups, financeOperations, tradingAccounts } from "@/db/schema";
import type { OpenAccountRequest, OpenedAccount, Operation, TradingAccount } from "../port";
import { modeOf } from "./groups";
import { hashTemporaryPassword } from "./passwords";

const accountColumns = {
  login: tradingAccounts.login,
  customerId: tradingAccounts.customerId,
  purpose: tradingAccounts.purpose,
  group: tradingAccounts.groupName,
  brand: accountGroups.brand,
  accountMode: tradingAccounts.accountMode,
  currency: tradingAccounts.currency,
  leverage: tradingAccounts.leverage,
  balanceCents: tradingAccounts.balanceCents,
  debtCents: tradingAccounts.debtCents,
  enabled: tradingAccounts.enabled,
  mustChangePassword: tradingAccounts.mustChangePassword,
  createdAt: tradingAccounts.createdAt,
};

const accounts = (db: Pick<Executor, "select">) =>
  db
    .select(accountColumns)
    .from(tradingAccounts)
    .innerJoin(accountGroups, eq(accountGroups.name, tradingAccounts.groupName));

type Row = Awaited<ReturnType<typeof accounts>>[number];
const account = ({ accountMode, ...row }: Row): TradingAccount => ({
  ...row,
  mode: modeOf(accountMode),
});

const accountByLogin = once((db) =>
  accounts(db)
    .where(eq(tradingAccounts.login, sql.placeholder("login")))
    .prepare("trading-account-by-login"),
);

export async function getAccount(db: Executor, login: number): Promise<TradingAccount | null> {
  const [row] = await accountByLogin(db).execute({ login });
  return row ? account(row) : null;
}

export async function listAccounts(
  db: Executor,
  customerId: number,
  purpose?: TradingAccount["purpose"],
): Promise<TradingAccount[]> {
  const rows = await accounts(db)
    .where(
      and(
        eq(tradingAccounts.customerId, customerId),
        purpose && eq(tradingAccounts.purpose, purpose),
      ),
    )
    .orderBy(asc(tradingAccounts.login));
  return rows.map(account);
}

/** Rejected operations moved nothing, so a statement leaves them out. */
export async function listOperations(
  db: Executor,
  login: number,
  limit: number,
  before?: number,
): Promise<Operation[]> {
  const rows = await db
    .select()
    .from(financeOperations)
    .where(
      and(
        eq(financeOperations.login, login),
        isNull(financeOperations.rejection),
        before === undefined ? undefined : lt(financeOperations.orderNo, before),
      ),
    )
    .orderBy(desc(financeOperations.orderNo))
    .limit(limit);
  return rows.map((row) => ({
    order: row.orderNo,
    login: row.login,
    command: row.command,
    amountCents: row.amountCents,
    balanceAfterCents: row.balanceAfterCents ?? 0n,
    debtCents: row.debtCents,
    currency: row.currency,
    reason: row.reason,
    comment: row.comment,
    apiData: row.apiData,
    reverses: row.reversesOrder,
    reversedBy: row.reversedByOrder,
    createdAt: row.createdAt,
  }));
}

const nextLogin = {
  wallet: sql`next_wallet_login()`,
  challenge: sql`nextval('challenge_logins')`,
};

/**
 * Opens an account of a group, once per request key, in one statement. Returns the account that it created, or
 * that an earlier request with the key created.
 */
export async function openAccount(
  db: Executor,
  request: OpenAccountRequest,
): Promise<OpenedAccount> {
  const { requestKey, customerId, purpose, temporaryPassword } = request;
  const hash = temporaryPassword === undefined ? null : hashTemporaryPassword(temporaryPassword);
  // Named as the table, so that the query for accounts reads the one that this statement creates.
  const inserted = db.$with("trading_accounts", {}).as(sql`
    insert into trading_accounts (login, customer_id, purpose, group_name, account_mode, currency, leverage, request_key, password_hash, must_change_password)
    select ${nextLogin[purpose]}, ${customerId}, ${purpose}, name, account_mode, currency, leverage, ${requestKey}, ${hash}, ${hash !== null}
    from account_groups
    where name = ${request.group} and not exists (select from trading_accounts where request_key = ${requestKey})
    on conflict (request_key) do nothing
    returning *`);
  const [row] = await accounts(db.with(inserted));
  // Another request with the key created it before, or at the same moment.
  const opened = row ?? (await accounts(db).where(eq(tradingAccounts.requestKey, requestKey)))[0];
  if (!opened) {
    const message = `There is no account group ${request.group}.`;
    return { status: "rejected", code: "GROUP_UNKNOWN", message };
  }
  return { status: "accepted", account: account(opened), created: row !== undefined };
}
