import { and, eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { purchases } from "@/db/schema";
import {
  cancelChallenge,
  DISPUTE_LOST,
  emitEnded,
  type Purchase,
  REFUNDED,
  ROLLED_BACK,
} from "@/lib/challenges";
import { type EndReason, purchaseStatus } from "@/lib/challenges/schemas";
import { AppError } from "@/lib/core/errors";
import { emitPurchaseFailed, queueEndedEmail } from "./events";
import { scheduleResumeAt } from "./saga/schedule-resume";

export const ROLLED_BACK_MESSAGE = "Canceled by support.";
const DISPUTE_LOST_MESSAGE = "The card payment or wallet top-up that paid for it was charged back.";

const endings: Record<EndReason, { code: string; message: string }> = {
  rolled_back: { code: ROLLED_BACK, message: ROLLED_BACK_MESSAGE },
  dispute_lost: { code: DISPUTE_LOST, message: DISPUTE_LOST_MESSAGE },
  refunded: { code: REFUNDED, message: "Its card payment was refunded." },
};

/**
 * Cancels the challenge of an active purchase and marks the purchase failed, so that the saga rolls it back. For an
 * operator only in the first phase, or if the challenge is suspended; after a lost dispute or a refund in any phase.
 * Throws INVALID_STATE.
 */
export async function rollBackActive(
  tx: Transaction,
  id: number,
  reason: EndReason = "rolled_back",
): Promise<void> {
  // This also disables the accounts of later phases; the saga disables the account that the purchase opened.
  const challenge = await cancelChallenge(tx, id, reason);
  if (!challenge) {
    throw new AppError("INVALID_STATE", "Only challenges in phase 1 can be canceled.");
  }
  const purchase = await markFailed(tx, id, purchaseStatus.active, reason);
  await emitEnded(tx, challenge, purchase, reason);
}

/** Ends an active purchase whose payment was reversed, and enqueues the job that rolls it back now. */
export async function endReversed(
  tx: Transaction,
  id: number,
  reason: Exclude<EndReason, "rolled_back">,
): Promise<void> {
  await rollBackActive(tx, id, reason);
  await scheduleResumeAt(tx, id, new Date());
}

/** Marks a purchase without a requested fee as rolled back. Throws INVALID_STATE. */
export const markRolledBack = (tx: Transaction, id: number, from: number) =>
  markFailed(tx, id, from, "rolled_back");

async function markFailed(
  tx: Transaction,
  id: number,
  from: number,
  reason: EndReason,
): Promise<Purchase> {
  const { code, message } = endings[reason];
  const [failed] = await tx
    .update(purchases)
    .set({
      status: purchaseStatus.failed,
      failureCode: code,
      failureMessage: message,
      // An executor that works on it loses its claim.
      claim: null,
      claimedUntil: null,
      ...(reason === "rolled_back" && {
        rollbackRequestedAt: sql`coalesce(${purchases.rollbackRequestedAt}, now())`,
      }),
      updatedAt: sql`now()`,
    })
    .where(and(eq(purchases.id, id), eq(purchases.status, from)))
    .returning();
  if (!failed)
    throw new AppError("INVALID_STATE", "The purchase was changed by another request. Try again.");
  await emitPurchaseFailed(tx, failed);
  if (failed.paymentOrder === null) await queueEndedEmail(tx, failed);
  return failed;
}
