import { eq } from "drizzle-orm";
import { tiers } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/audit";
import { type Context, requireAdmin, requireFreshAdmin } from "@/lib/core/context";
import type { ArchivedInput, TierRecord } from "./schemas";
import { lockTier, readTier } from "./tier-records";

/**
 * Archives a tier, which takes it off the storefront immediately, or restores it. A job cancels its open
 * payments; accounts that were bought stay. Either way it is no longer recommended. For admins.
 * Throws NOT_FOUND, INVALID_STATE and, to restore it, STEP_UP_REQUIRED.
 */
export async function archiveTier(
  ctx: Context,
  id: string,
  { archived, version, reason }: ArchivedInput,
): Promise<TierRecord> {
  if (archived) requireAdmin(ctx);
  else requireFreshAdmin(ctx);
  return inTransaction(ctx.db, async (tx) => {
    const before = await lockTier(tx, id, version);
    if (before.archived === archived) return before;
    await tx
      .update(tiers)
      .set({
        archivedAt: archived ? new Date() : null,
        recommended: false,
        version: version + 1,
      })
      .where(eq(tiers.id, id));
    await audit(tx, ctx, {
      action: archived ? "tier.archive" : "tier.restore",
      subject: id,
      reason,
      before: { archived: before.archived, recommended: before.recommended },
      after: { archived, recommended: false },
    });
    return readTier(tx, id);
  });
}
