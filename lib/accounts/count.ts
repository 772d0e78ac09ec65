import { eq, sql } from "drizzle-orm";
import { challenges, propAccounts, purchases } from "@/db/schema";
import { type Context, requireCustomer } from "@/lib/core/context";
import { isOpenAccount, isOpenPurchase } from "./filters";
import type { AccountCounts } from "./schemas";

/** How many accounts of the customer are active and how many have ended, both kinds together. */
export async function countAccounts(ctx: Context): Promise<AccountCounts> {
  const me = requireCustomer(ctx, "accounts:read");
  const all = sql<number>`count(*)::int`;
  const [[accounts], [bought]] = await Promise.all([
    ctx.db
      .select({ all, active: sql<number>`(count(*) filter (where ${isOpenAccount}))::int` })
      .from(propAccounts)
      .where(eq(propAccounts.customerId, me.id)),
    ctx.db
      .select({ all, active: sql<number>`(count(*) filter (where ${isOpenPurchase}))::int` })
      .from(purchases)
      .leftJoin(challenges, eq(challenges.purchaseId, purchases.id))
      .where(eq(purchases.customerId, me.id)),
  ]);
  const total = (accounts?.all ?? 0) + (bought?.all ?? 0);
  const active = (accounts?.active ?? 0) + (bought?.active ?? 0);
  return { active, ended: total - active };
}
