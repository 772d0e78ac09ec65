import { and, eq } from "drizzle-orm";
import { moneyRequests, payments } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { hasFailed, isSettled, isUncredited, type Purchase } from "@/lib/challenges";
import type { Context } from "@/lib/core/context";
import { rejectionReason } from "@/lib/core/failure-messages";
import { queueEmail } from "@/lib/mail";
import { insertSystemRefund } from "@/lib/money-requests";
import { recordHistory } from "@/lib/payment-history";
import { notReturnedCents } from "../facts/derive-status";
import { lockProgramPayment, restrictionsOf } from "./state";

/**
 * Whether a purchase has failed for good. One that wasn't credited has opened no account: its fee may still have to be returned
 * to the wallet, which the refund of the payment doesn't wait for.
 */
export const hasEnded = (purchase: Purchase) =>
  isUncredited(purchase) || (hasFailed(purchase) && isSettled(purchase));

/**
 * Records that the program of a paid payment can't be bought, and requests the refund of what is left of the payment, once.
 * Does nothing if it was bought meanwhile, or rejected before; nor while it is disputed, since a refund could pay the customer
 * twice: the end of the dispute enqueues the job again. Throws while another refund of it is pending: the job repeats this.
 */
export async function rejectProgramPayment(ctx: Context, id: string, code: string): Promise<void> {
  const isNew = await inTransaction(ctx.db, async (tx) => {
    const state = await lockProgramPayment(tx, id);
    if (!state || state.payment.rejectionCode !== null) return false;
    const { payment, refunds, disputes, purchase } = state;
    if (restrictionsOf(state).disputeHold) return false;
    if (purchase && !hasEnded(purchase)) return false;
    const isBeingRefunded = and(
      eq(moneyRequests.paymentId, id),
      eq(moneyRequests.status, "pending"),
    );
    const [pending] = await tx.select().from(moneyRequests).where(isBeingRefunded);
    if (pending) throw new Error(`payment ${id} is being refunded by ${pending.id}`);
    await tx.update(payments).set({ rejectionCode: code }).where(eq(payments.id, id));
    const changes = [{ kind: "rejection", code } as const];
    await recordHistory(tx, {
      paymentId: id,
      source: "account",
      type: "program.rejected",
      changes,
    });
    const amountCents = notReturnedCents(payment, refunds, disputes);
    if (amountCents > 0n) {
      await insertSystemRefund(tx, {
        paymentId: id,
        amountCents,
        currency: payment.currency,
        reason: `The program couldn't be bought: ${rejectionReason(code)}`,
        idempotencyKey: `program:${id}`,
      });
      await queueEmail(tx, "program-rejected", { payment_id: id });
    }
    return true;
  });
  if (isNew) ctx.log.warn({ payment_id: id, code }, "program_payment.rejected");
}
