import { eq, sql } from "drizzle-orm";
import { purchases } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Context } from "@/lib/context";
import { newTemporaryPassword, type TradingServer, tradingServer } from "@/lib/trading";
import { claimPurchase, LostClaim } from "./claim";
import { isSettled } from "./purchase-status";
import { resumeAt, resumeLater } from "./resume-later";
import type { Run } from "./run";
import { failUnpaid, runPurchase } from "./run-purchase";
import { purchaseStatus } from "./schemas";
import { takeBackActive } from "./take-back";

const AGAIN_MS = 1_000;

/**
 * Finishes a purchase that stands still, forward or backward. One that somebody works on is looked at
 * again when their claim is over; one that still isn't settled after this is taken up later.
 */
export async function resumePurchase(
  ctx: Context,
  id: number,
  server: TradingServer = tradingServer(ctx.db),
): Promise<void> {
  const [known] = await ctx.db.select().from(purchases).where(eq(purchases.id, id));
  if (!known || isSettled(known)) return;
  // It became active before its executor saw that it is to be taken back.
  if (known.status === purchaseStatus.active)
    await inTransaction(ctx.db, (tx) => takeBackActive(tx, id));
  const purchase = await claimPurchase(ctx.db, id);
  if (!purchase) return lookAgain(ctx, id, known.claimedUntil);
  const run: Run = { ctx, server, purchase, temporaryPassword: newTemporaryPassword() };
  try {
    const ending = await runPurchase(run);
    // Nobody is waiting for an answer any more, so this purchase is not forgotten but failed.
    if (ending === "out_of_funds") await failUnpaid(run);
  } catch (error) {
    if (!(error instanceof LostClaim)) throw error;
    return lookAgain(ctx, id, null);
  }
  if (isSettled(run.purchase)) return;
  const [later] = await ctx.db
    .update(purchases)
    .set({ resumes: sql`${purchases.resumes} + 1` })
    .where(eq(purchases.id, id))
    .returning();
  if (later) await resumeLater(ctx.db, later);
}

const lookAgain = (ctx: Context, id: number, claimedUntil: Date | null) =>
  resumeAt(ctx.db, id, new Date(Math.max(claimedUntil?.getTime() ?? 0, Date.now()) + AGAIN_MS));
