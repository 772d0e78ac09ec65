import { inTransaction } from "@/db/transaction";
import type { Context } from "@/lib/core/context";
import { enqueue } from "@/lib/queue/enqueue";
import { callTradingServer, withTimeout } from "./call-trading-server";
import { tradingServer } from "./server";
import { newTemporaryPassword } from "./temporary-password";

/**
 * Enqueues a job for each account that a customer had at a time, which replaces its password. An account that
 * was opened later keeps its own, so that a late job takes none from its owner. Throws if the trading server
 * doesn't respond: the job repeats it.
 */
export async function replaceTradingPasswords(
  ctx: Context,
  customerId: number,
  openedBefore: Date,
): Promise<void> {
  const accounts = await withTimeout(() => tradingServer(ctx.db).listAccounts(customerId));
  const opened = accounts.filter(({ createdAt }) => createdAt <= openedBefore);
  await inTransaction(ctx.db, async (tx) => {
    for (const { login } of opened) {
      const key = `replace-trading-password:${login}`;
      await enqueue(tx, "replace-trading-password", { login }, { key });
    }
  });
}

/**
 * Gives an account a random password that is shown to no one; the customer resets it where they use the account.
 * Throws if the trading server rejects it or doesn't respond. Repeat it for this account alone: the customer
 * may have set the passwords of the others by then.
 */
export async function replaceTradingPassword(ctx: Context, login: number): Promise<void> {
  const server = tradingServer(ctx.db);
  const result = await callTradingServer(() =>
    server.setPassword(login, newTemporaryPassword(), true),
  );
  if (result.status === "unknown") throw result.cause;
  if (result.status === "rejected") throw new Error(`account ${login}: ${result.message}`);
}
