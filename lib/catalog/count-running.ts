import { and, count, eq, inArray, notInArray } from "drizzle-orm";
import { challenges, propAccounts, tiers } from "@/db/schema";
import { type Context, requireAdmin } from "@/lib/core/context";

const RUNNING = [0, 1];

/** How many challenges of a program are under way, bought from wallets or by card. For admins. */
export async function countRunning(ctx: Context, programId: number): Promise<number> {
  requireAdmin(ctx);
  const [[bought], [byCard]] = await Promise.all([
    ctx.db
      .select({ rows: count() })
      .from(challenges)
      .where(and(eq(challenges.programId, programId), inArray(challenges.status, RUNNING))),
    ctx.db
      .select({ rows: count() })
      .from(propAccounts)
      .innerJoin(tiers, eq(tiers.id, propAccounts.tierId))
      .where(and(eq(tiers.programId, programId), notInArray(propAccounts.status, ["closed"]))),
  ]);
  return (bought?.rows ?? 0) + (byCard?.rows ?? 0);
}
