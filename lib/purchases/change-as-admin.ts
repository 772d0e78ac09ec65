import { eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { purchases } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/audit";
import type { AuditAction } from "@/lib/audit/schemas";
import { canRetry, hasFailed, isSettled, type Purchase, statusName } from "@/lib/challenges";
import { type PurchaseStatusName, purchaseStatus } from "@/lib/challenges/schemas";
import { addLogFields, type Context, requireFreshAdmin } from "@/lib/core/context";
import { AppError, notFound } from "@/lib/core/errors";
import { type TradingServer, tradingServer } from "@/lib/trading";
import { markRolledBack, rollBackActive } from "./roll-back";
import { checkOwnGroup, reopenPurchase } from "./saga/reopen";
import { scheduleResumeAt } from "./saga/schedule-resume";

interface AdminRequest {
  id: number;
  reason: string;
}

/** The status when the call returns; the job continues the purchase. */
interface ChangedPurchase {
  status_name: PurchaseStatusName;
}

/**
 * Retries a purchase: a stalled one is resumed now, and a failed one whose money was refunded starts again at its
 * own price. Throws NOT_FOUND and INVALID_STATE.
 */
export async function retryAsAdmin(
  ctx: Context,
  request: AdminRequest,
  server: TradingServer = tradingServer(ctx.db),
): Promise<ChangedPurchase> {
  requireFreshAdmin(ctx);
  const [existing] = await ctx.db.select().from(purchases).where(eq(purchases.id, request.id));
  if (existing && canRetry(existing)) await checkOwnGroup(existing, server);
  return changeAsAdmin(ctx, "purchase.retry", request, async (tx, purchase) => {
    if (hasFailed(purchase) && purchase.paymentId !== null) {
      throw new AppError(
        "INVALID_STATE",
        "This challenge was paid by card, and the payment is refunded. The customer can buy again.",
      );
    }
    if (purchase.failureCode === "CANCELLED") {
      throw new AppError(
        "INVALID_STATE",
        "The customer canceled this purchase, so it can't be retried. They can buy again.",
      );
    }
    if (isSettled(purchase)) await reopenPurchase(tx, purchase.id, { release: true });
    else await tx.update(purchases).set({ resumes: 0 }).where(eq(purchases.id, purchase.id));
  });
}

/**
 * Rolls a purchase back in any status: the fee is refunded to the wallet, the account disabled, the challenge
 * canceled. While the result of a step is unknown, this waits until it is known. Throws NOT_FOUND and INVALID_STATE.
 */
export const rollBackPurchase = (ctx: Context, request: AdminRequest) =>
  changeAsAdmin(ctx, "purchase.rollback", request, startRollback);

/**
 * The same in the caller's transaction, which has locked the purchase's row and audits it; nothing if it was rolled back
 * before. Throws INVALID_STATE.
 */
export async function rollBackInTransaction(tx: Transaction, purchase: Purchase): Promise<void> {
  if (hasFailed(purchase) && isSettled(purchase)) return;
  await startRollback(tx, purchase);
  await scheduleResumeAt(tx, purchase.id, new Date());
}

/** Begins the rollback of a purchase whose row the caller has locked. Throws INVALID_STATE. */
async function startRollback(tx: Transaction, purchase: Purchase): Promise<void> {
  const { id, status, feeRequestedAt, paymentId } = purchase;
  if (paymentId !== null) {
    throw new AppError(
      "INVALID_STATE",
      `This challenge was paid by card. Refund payment ${paymentId}: a full refund ends the challenge.`,
    );
  }
  if (hasFailed(purchase)) {
    if (isSettled(purchase)) {
      throw new AppError("INVALID_STATE", "This purchase has already been fully rolled back.");
    }
    return;
  }
  if (status === purchaseStatus.active) return rollBackActive(tx, id);
  if (status === purchaseStatus.pending && feeRequestedAt === null) {
    await markRolledBack(tx, id, status);
    return;
  }
  await tx.update(purchases).set({ rollbackRequestedAt: sql`now()` }).where(eq(purchases.id, id));
}

async function changeAsAdmin(
  ctx: Context,
  action: AuditAction,
  { id, reason }: AdminRequest,
  change: (tx: Transaction, purchase: Purchase) => Promise<unknown>,
): Promise<ChangedPurchase> {
  requireFreshAdmin(ctx);
  addLogFields(ctx, { purchase_id: id });
  const read = (tx: Transaction) => tx.select().from(purchases).where(eq(purchases.id, id));
  return inTransaction(ctx.db, async (tx) => {
    const [before] = await read(tx).for("update");
    if (!before) throw notFound("purchase");
    await change(tx, before);
    const [after] = await read(tx);
    if (!after) throw new Error("the purchase is gone");
    await scheduleResumeAt(tx, id, new Date());
    await audit(tx, ctx, {
      action,
      subject: id,
      reason,
      before: auditedOf(before),
      after: auditedOf(after),
    });
    return { status_name: statusName(after.status) };
  });
}

const auditedOf = (row: Purchase) => ({
  status: statusName(row.status),
  failure_reason: row.failureCode,
  rollback_problem: row.rollbackProblem,
  rollback_requested: row.rollbackRequestedAt !== null,
});
