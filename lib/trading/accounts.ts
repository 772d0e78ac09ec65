import { type Context, requireCustomer, type Scope } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { withTimeout } from "./call-trading-server";
import type { TradingAccount } from "./port";
import { presentOperation, presentTradingAccount } from "./present";
import type { OperationsPage, OperationsQuery, TradingAccountView } from "./schemas";
import { tradingServer } from "./server";

/** The customer's own trading accounts, by login. */
export async function listTradingAccounts(ctx: Context): Promise<{ rows: TradingAccountView[] }> {
  const me = requireCustomer(ctx, "accounts:read");
  const accounts = await withTimeout(() => tradingServer(ctx.db).listAccounts(me.id));
  return { rows: accounts.map(presentTradingAccount) };
}

/** One of the customer's own accounts, as stored at the trading server. Throws SCOPE_MISSING and NOT_FOUND. */
export async function ownAccount(
  ctx: Context,
  login: number,
  scope: Scope,
): Promise<TradingAccount> {
  const me = requireCustomer(ctx, scope);
  const account = await withTimeout(() => tradingServer(ctx.db).getAccount(login));
  if (account?.customerId !== me.id) throw notFound("trading account");
  return account;
}

/** The statement of one of the customer's own accounts, newest first. Throws NOT_FOUND. */
export async function listAccountOperations(
  ctx: Context,
  login: number,
  { limit, cursor }: OperationsQuery,
): Promise<OperationsPage> {
  await ownAccount(ctx, login, "accounts:read");
  const found = await withTimeout(() =>
    tradingServer(ctx.db).listOperations(login, limit + 1, cursor),
  );
  const rows = found.slice(0, limit).map(presentOperation);
  return { rows, next_cursor: found.length > limit ? (rows.at(-1)?.order ?? null) : null };
}
