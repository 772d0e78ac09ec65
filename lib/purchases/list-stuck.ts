import { and, asc, eq, gte, isNotNull, or, sql } from "drizzle-orm";
import { customers, purchases } from "@/db/schema";
import { presentPurchase } from "@/lib/challenges";
import { purchaseStatus } from "@/lib/challenges/schemas";
import { type Context, requireAdmin } from "@/lib/core/context";
import { toUnixSeconds } from "@/lib/core/format";
import type { StuckPurchaseView } from "./schemas";

const LIMIT = 200;
/** A purchase that isn't settled after this many resumes needs manual review. */
const RESUMES = 3;

/**
 * The purchases that need manual review, oldest first: failed ones with a pending compensation, and unfinished ones
 * that the resume job doesn't settle. For admins.
 */
export async function listStuckPurchases(ctx: Context): Promise<StuckPurchaseView[]> {
  requireAdmin(ctx);
  const rows = await ctx.db
    .select({ purchase: purchases, email: customers.email })
    .from(purchases)
    .innerJoin(customers, eq(customers.id, purchases.customerId))
    .where(
      or(
        isNotNull(purchases.rollbackProblem),
        and(sql`${purchases.status} in (0, 1, 2)`, gte(purchases.resumes, RESUMES)),
        // It became active before its executor saw the rollback request, and its job failed permanently.
        and(eq(purchases.status, purchaseStatus.active), isNotNull(purchases.rollbackRequestedAt)),
      ),
    )
    .orderBy(asc(purchases.id))
    .limit(LIMIT);
  return rows.map(({ purchase, email }) => ({
    purchase: presentPurchase(purchase),
    customer_email: email,
    compensation: purchase.rollbackStep
      ? { step: purchase.rollbackStep, rejection: purchase.rollbackRejection }
      : null,
    tries: purchase.resumes,
    since: toUnixSeconds(purchase.createdAt),
  }));
}
