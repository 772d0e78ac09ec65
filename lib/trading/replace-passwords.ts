import type { Context } from "@/lib/context";
import { ask, inTime } from "./ask";
import { tradingServer } from "./server";
import { newTemporaryPassword } from "./temporary-password";

/**
 * Gives each account that a customer had at a time a random password that nobody knows; the customer resets
 * those that they use. An account that was opened later keeps the one that it came with, so that a late job
 * takes none from its owner. Throws where the trading server rejects it or doesn't respond; repeat it then.
 */
export async function replaceTradingPasswords(
  ctx: Context,
  customerId: number,
  openedBefore: Date,
): Promise<void> {
  const server = tradingServer(ctx.db);
  const accounts = await inTime(() => server.listAccounts(customerId));
  for (const { login, createdAt } of accounts) {
    if (createdAt > openedBefore) continue;
    const answer = await ask(() => server.setPassword(login, newTemporaryPassword(), true));
    if (answer.outcome === "unknown") throw answer.cause;
    if (answer.outcome === "refused") throw new Error(`account ${login}: ${answer.message}`);
  }
}
