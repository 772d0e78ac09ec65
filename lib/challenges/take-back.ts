import { and, eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { challengePhases, challenges, purchases } from "@/db/schema";
import { AppError } from "@/lib/errors";
import { ROLLED_BACK } from "./purchase-status";
import { challengeStatus, purchaseStatus } from "./schemas";
import { mailEnded, tellFailed } from "./tell";

export const ROLLED_BACK_WORDS = "The firm took the purchase back.";

const { active, cancelled } = challengeStatus;

/**
 * Cancels the challenge of an active purchase and marks the purchase failed, so that its steps are taken
 * back. Only in the first phase: later there are accounts that the purchase knows nothing of.
 * Throws INVALID_STATE.
 */
export async function takeBackActive(tx: Transaction, id: number): Promise<void> {
  const ended = { status: cancelled, endedAt: sql`now()` };
  const [challenge] = await tx
    .update(challenges)
    .set({ ...ended, updatedAt: sql`now()` })
    .where(
      and(
        eq(challenges.purchaseId, id),
        eq(challenges.status, active),
        eq(challenges.currentPhaseIndex, 1),
      ),
    )
    .returning({ id: challenges.id });
  if (!challenge) {
    throw new AppError("INVALID_STATE", "Only a challenge in its first phase can be taken back.");
  }
  await tx
    .update(challengePhases)
    .set(ended)
    .where(and(eq(challengePhases.challengeId, challenge.id), eq(challengePhases.status, active)));
  await markRolledBack(tx, id, purchaseStatus.active);
}

/** Marks a purchase failed that nobody has anything to answer for any more. Throws INVALID_STATE. */
export async function markRolledBack(tx: Transaction, id: number, from: number): Promise<void> {
  const [failed] = await tx
    .update(purchases)
    .set({
      status: purchaseStatus.failed,
      failureCode: ROLLED_BACK,
      failureMessage: ROLLED_BACK_WORDS,
      // Whoever works on it loses it.
      claim: null,
      claimedUntil: null,
      rollbackRequestedAt: sql`coalesce(${purchases.rollbackRequestedAt}, now())`,
      updatedAt: sql`now()`,
    })
    .where(and(eq(purchases.id, id), eq(purchases.status, from)))
    .returning();
  if (!failed) throw new AppError("INVALID_STATE", "The purchase has changed meanwhile.");
  await tellFailed(tx, failed);
  if (failed.paymentOrder === null) await mailEnded(tx, failed);
}
