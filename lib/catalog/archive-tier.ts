import { eq } from "drizzle-orm";
import { tiers } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/audit";
import { type Context, requireAdmin, requireFreshAdmin } from "@/lib/context";
import type { ArchivedInput, TierRecord } from "./schemas";
import { lockTier, readTier } from "./tier-records";

/**
 * Takes a tier off the storefront at once, or puts it back. Payments that are open are canceled by
 * their job; who has bought it keeps what they have. It isn't recommended then, nor once it is back. For admins.
 * Throws NOT_FOUND, INVALID_STATE and, to put it back, STEP_UP_REQUIRED.
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
