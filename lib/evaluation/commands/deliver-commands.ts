import { and, asc, eq, sql } from "drizzle-orm";
import { challenges, evaluations, venueAccounts, venueCommands } from "@/db/schema";
import { challengeStatus } from "@/lib/challenges/schemas";
import type { Context } from "@/lib/core/context";
import { syncVenue } from "@/lib/prop-accounts";
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
  const result = await perform(ctx, account, command.kind, server);
  await ctx.db
    .update(venueCommands)
    .set({ ...result, acknowledgedAt: sql`now()` })
    .where(byId);
  const { id: command_id, kind } = command;
  const { login, propAccountId: prop_account_id } = account;
  const level = result.state === "done" ? "info" : "error";
  ctx.log[level](
    { command_id, kind, login, prop_account_id, ...result },
    "venue_command.delivered",
  );
}

type Result = { state: "done" | "failed" | "unsupported"; error: string | null };
const done: Result = { state: "done", error: null };
const unsupported = (error: string): Result => ({ state: "unsupported", error });

/** Performs a command at the account's venue. Throws if the result is unknown. */
async function perform(
  ctx: Context,
  account: Account,
  kind: Command["kind"],
  server: TradingServer,
): Promise<Result> {
  const { login, propAccountId, venue } = account;
  if (propAccountId !== null) {
    // The built-in venue has no positions; others close them by hand.
    if (kind === "close_all") return venue === "embedded" ? done : unsupported(CLOSE_BY_HAND);
    const result = await syncVenue(ctx, propAccountId);
    return result === "done" ? done : unsupported(STOP_BY_HAND);
  }
  // The built-in trading server has no positions.
  if (login === null || kind === "close_all") return done;
  // What the account must be now: a suspension may have begun or ended since the command was written.
  const enables = await mayTrade(ctx, account.id);
  const result = await callTradingServer(() => server.setAccountEnabled(login, enables));
  if (result.status === "unknown") throw result.cause;
  if (result.status === "rejected") return { state: "failed", error: result.message };
  // It was suspended, ended or resumed since: the command for that may have been sent before this one arrived.
  if (enables !== (await mayTrade(ctx, account.id))) return perform(ctx, account, kind, server);
  return done;
}

const CLOSE_BY_HAND = "This venue can't close positions. Close them there manually.";
const STOP_BY_HAND = "This venue can't stop or resume an account. Do it there manually.";

/** Whether the account may be traded now, by its evaluation and its challenge. */
async function mayTrade({ db }: Context, venueAccountId: number): Promise<boolean> {
  const [row] = await db
    .select({
      state: evaluations.state,
      status: challenges.status,
      heldAt: challenges.heldAt,
    })
    .from(evaluations)
    .innerJoin(challenges, eq(challenges.id, evaluations.challengeId))
    .where(eq(evaluations.venueAccountId, venueAccountId));
  return row?.state === "active" && row.status === challengeStatus.active && row.heldAt === null;
}
