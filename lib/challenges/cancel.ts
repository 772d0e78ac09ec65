import { and, eq, isNull, sql } from "drizzle-orm";
import { purchases } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { type Context, requireCustomer } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { presentPurchase } from "./present";
import { ownPurchase } from "./read";
import { type PurchaseView, purchaseStatus } from "./schemas";
import { tellFailed } from "./tell";

/** Gives up a purchase whose fee was not asked for yet. Throws SCOPE_MISSING, NOT_FOUND and INVALID_STATE. */
export async function cancelPurchase(ctx: Context, id: number): Promise<PurchaseView> {
  const me = requireCustomer(ctx, "payments:write");
  await ownPurchase(ctx, id);
  const canceled = await inTransaction(ctx.db, async (tx) => {
    const [row] = await tx
      .update(purchases)
      .set({
        status: purchaseStatus.failed,
        failureCode: "CANCELLED",
        failureMessage: "The purchase was canceled.",
        // Whoever works on it loses it before they ask for the fee.
        claim: null,
        claimedUntil: null,
        updatedAt: sql`now()`,
      })
      .where(
        and(
          eq(purchases.id, id),
          eq(purchases.customerId, me.id),
          eq(purchases.status, purchaseStatus.pending),
          isNull(purchases.feeRequestedAt),
        ),
      )
      .returning();
    if (row) await tellFailed(tx, row);
    return row;
  });
  if (canceled) return presentPurchase(canceled);
  throw new AppError("INVALID_STATE", "Too late to cancel: the fee was asked for already.");
}
