import { and, asc, eq, sql } from "drizzle-orm";
import { venueAccounts, venueCommands } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { callTradingServer, type TradingServer, tradingServer } from "@/lib/trading";

type Command = typeof venueCommands.$inferSelect;
type Account = typeof venueAccounts.$inferSelect;

/**
 * Delivers the commands of an account to its venue in the order of their numbers. A command says what the account must be,
 * so that one which is sent twice after a crash does no harm. Throws if the venue doesn't respond: the job repeats it.
 */
export async function deliverCommands(
  ctx: Context,
  venueAccountId: number,
  server: TradingServer = tradingServer(ctx.db),
): Promise<void> {
  const [account] = await ctx.db
    .select()
    .from(venueAccounts)
    .where(eq(venueAccounts.id, venueAccountId));
  if (!account) return;
  for (;;) {
    const [command] = await ctx.db
      .select()
      .from(venueCommands)
      .where(
        and(eq(venueCommands.venueAccountId, venueAccountId), eq(venueCommands.state, "pending")),
      )
      .orderBy(asc(venueCommands.number))
      .limit(1);
    if (!command) return;
    await deliver(ctx, account, command, server);
  }
}

async function deliver(ctx: Context, account: Account, command: Command, server: TradingServer) {
  const byId = and(eq(venueCommands.id, command.id), eq(venueCommands.state, "pending"));
  // From here on it isn't superseded: the venue may have it.
  const [sent] = await ctx.db
    .update(venueCommands)
    .set({ attempts: sql`${venueCommands.attempts} + 1`, sentAt: sql`now()` })
    .where(byId)
    .returning({ id: venueCommands.id });
  if (!sent) return;
  const error = await perform(account, command, server);
  await ctx.db
    .update(venueCommands)
    .set({ state: error === null ? "done" : "failed", error, acknowledgedAt: sql`now()` })
    .where(byId);
  const level = error === null ? "info" : "error";
  ctx.log[level](
    { command_id: command.id, kind: command.kind, login: account.login, error },
    "venue_command.delivered",
  );
}

/** Returns null, or why the venue rejected it. Throws if the result is unknown. */
async function perform({ login }: Account, { kind }: Command, server: TradingServer) {
  if (login === null) return "This account has no login at the trading server.";
  // The built-in trading server has no positions.
  if (kind === "close_all") return null;
  const result = await callTradingServer(() => server.setAccountEnabled(login, kind === "enable"));
  if (result.status === "unknown") throw result.cause;
  return result.status === "rejected" ? result.message : null;
}
