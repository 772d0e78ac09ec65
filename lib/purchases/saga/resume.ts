import { eq, sql } from "drizzle-orm";
import { purchases } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { isSettled } from "@/lib/challenges";
import { purchaseStatus } from "@/lib/challenges/schemas";
import type { Context } from "@/lib/core/context";
import { newTemporaryPassword, type TradingServer, tradingServer } from "@/lib/trading";
import { settlePaymentOf } from "../events";
import { rollBackActive } from "../roll-back";
import { claimPurchase, LostClaim } from "./claim";
import type { Run } from "./run";
import { failUnpaid, runPurchase } from "./run-purchase";
import { scheduleResume, scheduleResumeAt } from "./schedule-resume";

const AGAIN_MS = 1_000;

/**
 * Resumes a stalled purchase: runs its steps or its compensations. If another executor has claimed it, the job
 * comes again when the claim ends; if it isn't settled afterwards, the job comes again later.
 */
export async function resumePurchase(
  ctx: Context,
  id: number,
  server: TradingServer = tradingServer(ctx.db),
): Promise<void> {
  const [purchaseRow] = await ctx.db.select().from(purchases).where(eq(purchases.id, id));
  if (!purchaseRow) return;
  // The executor may have died after its last change, and before it enqueued the job that refunds a card payment.
  if (isSettled(purchaseRow)) return settlePaymentOf(ctx.db, purchaseRow);
  // It became active before its executor saw the rollback request.
  if (purchaseRow.status === purchaseStatus.active)
    await inTransaction(ctx.db, (tx) => rollBackActive(tx, id));
  const purchase = await claimPurchase(ctx.db, id);
  if (!purchase) return scheduleNextLook(ctx, id, purchaseRow.claimedUntil);
  const run: Run = { ctx, server, purchase, temporaryPassword: newTemporaryPassword() };
  try {
    const ending = await runPurchase(run);
    // No call waits for the response, so the purchase fails rather than disappears.
    if (ending === "out_of_funds") await failUnpaid(run);
  } catch (error) {
    if (!(error instanceof LostClaim)) throw error;
    return scheduleNextLook(ctx, id, null);
  }
  if (isSettled(run.purchase)) return;
  const [later] = await ctx.db
    .update(purchases)
    .set({ resumes: sql`${purchases.resumes} + 1` })
    .where(eq(purchases.id, id))
    .returning();
  if (later) await scheduleResume(ctx.db, later);
}

const scheduleNextLook = (ctx: Context, id: number, claimedUntil: Date | null) =>
  scheduleResumeAt(
    ctx.db,
    id,
    new Date(Math.max(claimedUntil?.getTime() ?? 0, Date.now()) + AGAIN_MS),
  );
