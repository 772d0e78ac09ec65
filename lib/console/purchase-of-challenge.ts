import { eq } from "drizzle-orm";
import { challenges } from "@/db/schema";
import { type Context, requireAdmin } from "@/lib/core/context";
import { asNumber } from "./spec";

/** The number of the purchase that bought a challenge, which has its page; null for an unknown challenge. For admins. */
export async function purchaseOfChallenge(ctx: Context, id: string): Promise<number | null> {
  requireAdmin(ctx);
  const number = asNumber(id);
  if (number === null) return null;
  const [row] = await ctx.db
    .select({ purchaseId: challenges.purchaseId })
    .from(challenges)
    .where(eq(challenges.id, number));
  return row?.purchaseId ?? null;
}
