import { eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { purchases } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/audit";
import type { AuditAction } from "@/lib/audit/schemas";
import { about, type Context, requireFreshAdmin } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { type TradingServer, tradingServer } from "@/lib/trading";
import { canRetry, hasFailed, isSettled, type Purchase, statusName } from "./purchase-status";
import { checkOwnGroup, reopenPurchase } from "./reopen";
import { resumeAt } from "./resume-later";
import { type PurchaseStatusName, purchaseStatus } from "./schemas";
import { markRolledBack, takeBackActive } from "./take-back";

interface PurchaseAsk {
  id: number;
  reason: string;
}

/** What it will be is its job's to find out; this is what it is when the admin is answered. */
interface PurchaseAnswer {
  status_name: PurchaseStatusName;
}

/**
 * Sets a purchase going again: one that stands still goes on now, forward or back, and a failed one whose
 * money is back begins anew at the price that it had. Throws NOT_FOUND and INVALID_STATE.
 */
export async function retryAsAdmin(
  ctx: Context,
  ask: PurchaseAsk,
  server: TradingServer = tradingServer(ctx.db),
): Promise<PurchaseAnswer> {
  requireFreshAdmin(ctx);
  const [known] = await ctx.db.select().from(purchases).where(eq(purchases.id, ask.id));
  if (known && canRetry(known)) await checkOwnGroup(known, server);
  return changeAsAdmin(ctx, "purchase.retry", ask, async (tx, purchase) => {
    if (purchase.failureCode === "CANCELLED") {
      throw new AppError("INVALID_STATE", "Its customer canceled it: only they can buy it again.");
    }
    if (isSettled(purchase)) await reopenPurchase(tx, purchase.id, { release: true });
    else await tx.update(purchases).set({ resumes: 0 }).where(eq(purchases.id, purchase.id));
  });
}

/**
 * Takes a purchase back, whatever it has come to: the fee returns to the wallet, the account is disabled,
 * the challenge canceled. While the outcome of a step isn't known nothing is taken back; it is as soon as
 * it is known. Throws NOT_FOUND and INVALID_STATE.
 */
export const rollBackPurchase = (ctx: Context, ask: PurchaseAsk) =>
  changeAsAdmin(ctx, "purchase.rollback", ask, async (tx, purchase) => {
    const { id, status, feeRequestedAt } = purchase;
    if (hasFailed(purchase)) {
      if (isSettled(purchase)) {
        throw new AppError("INVALID_STATE", "All of it has been taken back already.");
      }
      return;
    }
    if (status === purchaseStatus.active) return takeBackActive(tx, id);
    if (status === purchaseStatus.pending && feeRequestedAt === null) {
      return markRolledBack(tx, id, status);
    }
    await tx.update(purchases).set({ rollbackRequestedAt: sql`now()` }).where(eq(purchases.id, id));
  });

async function changeAsAdmin(
  ctx: Context,
  action: AuditAction,
  { id, reason }: PurchaseAsk,
  change: (tx: Transaction, purchase: Purchase) => Promise<unknown>,
): Promise<PurchaseAnswer> {
  requireFreshAdmin(ctx);
  about(ctx, { purchase_id: id });
  const read = (tx: Transaction) => tx.select().from(purchases).where(eq(purchases.id, id));
  return inTransaction(ctx.db, async (tx) => {
    const [before] = await read(tx).for("update");
    if (!before) throw notFound("purchase");
    await change(tx, before);
    const [after] = await read(tx);
    if (!after) throw new Error("the purchase is gone");
    await resumeAt(tx, id, new Date());
    await audit(tx, ctx, {
      action,
      subject: id,
      reason,
      before: shownOf(before),
      after: shownOf(after),
    });
    return { status_name: statusName(after.status) };
  });
}

const shownOf = (row: Purchase) => ({
  status: statusName(row.status),
  failure_reason: row.failureCode,
  rollback_problem: row.rollbackProblem,
  rollback_requested: row.rollbackRequestedAt !== null,
});
