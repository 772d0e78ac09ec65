import { and, eq, isNull, sql } from "drizzle-orm";
import { purchases } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { presentPurchase } from "@/lib/challenges";
import { type PurchaseView, purchaseStatus } from "@/lib/challenges/schemas";
import { type Context, requireCustomer } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { emitPurchaseFailed } from "./events";
import { ownPurchase } from "./own-purchase";

/** Cancels a purchase whose fee wasn't requested yet. Throws SCOPE_MISSING, NOT_FOUND and INVALID_STATE. */
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
        // An executor that works on it loses its claim before it requests the fee.
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
    if (row) await emitPurchaseFailed(tx, row);
    return row;
  });
  if (canceled) return presentPurchase(canceled);
  throw new AppError(
    "INVALID_STATE",
    "This purchase can't be canceled: payment is already in progress.",
  );
}
