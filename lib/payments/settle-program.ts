import { eq, sql } from "drizzle-orm";
import { payments, purchases } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { DISPUTE_LOST, hasFailed, REFUNDED } from "@/lib/challenges";
import { purchaseStatus } from "@/lib/challenges/schemas";
import type { Context } from "@/lib/core/context";
import { type TradingServer, tradingServer } from "@/lib/trading";
import { notReturnedCents } from "./facts/derive-status";
import { alignChallenge } from "./program/align-challenge";
import { buyPaidProgram } from "./program/buy";
import { hasEnded, rejectProgramPayment } from "./program/reject";
import { isBuyable, lockProgramPayment, restrictionsOf } from "./program/state";
import { settleDeposit } from "./settle-deposit";

/**
 * Does what a paid program's payment calls for: buys the program once, or requests the refund of the payment if it can't be
 * bought; suspends, reinstates or ends its challenge after a dispute or a refund; and books what was reversed. All of it
 * follows from what is stored, so it can be repeated, also concurrently. Throws if the trading server doesn't respond or a
 * refund is pending: the job repeats it.
 */
export async function settleProgramPayment(
  ctx: Context,
  paymentId: string,
  server: TradingServer = tradingServer(ctx.db),
): Promise<void> {
  const found = await inTransaction(ctx.db, (tx) => lockProgramPayment(tx, paymentId));
  if (!found) return;
  const { closed } = restrictionsOf(found);
  if (isBuyable(found)) {
    const rejection = await buyPaidProgram(ctx, found.payment, server);
    if (rejection !== null) await rejectProgramPayment(ctx, paymentId, rejection);
  } else if (found.purchase === null && closed !== null) {
    // Reversed before it was bought: a refund that fails later doesn't buy it after all.
    const code = closed === "refunded" ? REFUNDED : DISPUTE_LOST;
    await rejectProgramPayment(ctx, paymentId, code);
  }
  await alignChallenge(ctx, paymentId);
  await rejectIfFailed(ctx, paymentId);
  await settleDeposit(ctx, paymentId, server);
  await alignRefunded(ctx, paymentId);
}

/** Marks a failed purchase as refunded once its whole payment was returned; as failed again if a refund fails later. */
const alignRefunded = (ctx: Context, paymentId: string) =>
  inTransaction(ctx.db, async (tx) => {
    const state = await lockProgramPayment(tx, paymentId);
    if (!state?.purchase || !hasFailed(state.purchase)) return;
    const { purchase, payment, refunds, disputes } = state;
    const isReturned = notReturnedCents(payment, refunds, disputes) === 0n;
    const isMoving = payment.depositNetCents !== 0n || payment.depositPendingCents !== null;
    if (isReturned && isMoving) return;
    const { failed, refunded } = purchaseStatus;
    const status = isReturned && purchase.paymentOrder !== null ? refunded : failed;
    if (status === purchase.status) return;
    await tx
      .update(purchases)
      .set({ status, updatedAt: sql`now()` })
      .where(eq(purchases.id, purchase.id));
  });

/** Requests the refund of a payment whose purchase failed at the trading server. */
async function rejectIfFailed(ctx: Context, paymentId: string): Promise<void> {
  const [row] = await ctx.db
    .select({ purchase: purchases, rejectionCode: payments.rejectionCode })
    .from(purchases)
    .innerJoin(payments, eq(payments.id, purchases.paymentId))
    .where(eq(purchases.paymentId, paymentId));
  if (!row || row.rejectionCode !== null) return;
  const { purchase } = row;
  if (!hasEnded(purchase)) return;
  const { failureCode } = purchase;
  // A purchase that ended with its challenge was bought: its money was reversed before.
  if (failureCode === null || failureCode === REFUNDED || failureCode === DISPUTE_LOST) return;
  await rejectProgramPayment(ctx, paymentId, failureCode);
}
