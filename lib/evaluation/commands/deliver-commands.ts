import { and, asc, eq, sql } from "drizzle-orm";
import { challenges, evaluations, venueAccounts, venueCommands } from "@/db/schema";
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
  let error = await perform(account, command, server);
  if (command.kind === "enable" && error === null && !(await mayTrade(ctx, account.id))) {
    // It was suspended or ended since: the command that stops it may have been sent before this one arrived.
    error = await perform(account, { kind: "disable" }, server);
  }
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
async function perform({ login }: Account, { kind }: Pick<Command, "kind">, server: TradingServer) {
  if (login === null) return "This account has no login at the trading server.";
  // The built-in trading server has no positions.
  if (kind === "close_all") return null;
  const result = await callTradingServer(() => server.setAccountEnabled(login, kind === "enable"));
  if (result.status === "unknown") throw result.cause;
  return result.status === "rejected" ? result.message : null;
}

/** Whether the account may be traded now, by its evaluation and its challenge. */
async function mayTrade({ db }: Context, venueAccountId: number): Promise<boolean> {
  const [row] = await db
    .select({ state: evaluations.state, heldAt: challenges.heldAt })
    .from(evaluations)
    .innerJoin(challenges, eq(challenges.id, evaluations.challengeId))
    .where(eq(evaluations.venueAccountId, venueAccountId));
  return row?.state === "active" && row.heldAt === null;
}
