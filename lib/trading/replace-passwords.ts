import { inTransaction } from "@/db/transaction";
import type { Context } from "@/lib/context";
import { enqueue } from "@/lib/jobs/enqueue";
import { ask, inTime } from "./ask";
import { tradingServer } from "./server";
import { newTemporaryPassword } from "./temporary-password";

/**
 * Enqueues a job for each account that a customer had at a time, which replaces its password. An account that
 * was opened later keeps the one that it came with, so that a late job takes none from its owner. Throws
 * where the trading server doesn't respond; repeat it then.
 */
export async function replaceTradingPasswords(
  ctx: Context,
  customerId: number,
  openedBefore: Date,
): Promise<void> {
  const accounts = await inTime(() => tradingServer(ctx.db).listAccounts(customerId));
  const opened = accounts.filter(({ createdAt }) => createdAt <= openedBefore);
  await inTransaction(ctx.db, async (tx) => {
    for (const { login } of opened) {
      const key = `replace-trading-password:${login}`;
      await enqueue(tx, "replace-trading-password", { login }, { key });
    }
  });
}

/**
 * Gives an account a random password that nobody knows; the customer resets it where they use the account.
 * Throws where the trading server rejects it or doesn't respond. Repeat it then for this account alone: of
 * the others the customer may have set the passwords by now.
 */
export async function replaceTradingPassword(ctx: Context, login: number): Promise<void> {
  const server = tradingServer(ctx.db);
  const answer = await ask(() => server.setPassword(login, newTemporaryPassword(), true));
  if (answer.outcome === "unknown") throw answer.cause;
  if (answer.outcome === "refused") throw new Error(`account ${login}: ${answer.message}`);
}
