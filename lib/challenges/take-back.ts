import { and, eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { challengePhases, challenges, purchases } from "@/db/schema";
import { AppError } from "@/lib/errors";
import type { Challenge } from "./present";
import { DISPUTE_LOST, type Purchase, ROLLED_BACK } from "./purchase-status";
import { challengeStatus, type EndReason, purchaseStatus } from "./schemas";
import { enqueueAccessSync } from "./sync-access";
import { emitEnded, mailEnded, tellFailed } from "./tell";

export const ROLLED_BACK_WORDS = "The firm took the purchase back.";
const DISPUTE_LOST_WORDS = "The deposit that paid for it was charged back.";

const { active, cancelled } = challengeStatus;
const endings: Record<EndReason, { code: string; message: string }> = {
  rolled_back: { code: ROLLED_BACK, message: ROLLED_BACK_WORDS },
  dispute_lost: { code: DISPUTE_LOST, message: DISPUTE_LOST_WORDS },
};

/**
 * Cancels the challenge of an active purchase and marks the purchase failed, so that its steps are taken
 * back. An operator's rollback: only in the first phase, or of a challenge that is held. After a lost
 * dispute: in any phase. Throws INVALID_STATE.
 */
export async function takeBackActive(
  tx: Transaction,
  id: number,
  reason: EndReason = "rolled_back",
): Promise<Challenge> {
  const ended = { status: cancelled, endedAt: sql`now()` };
  const inAnyPhase = sql`${reason === "dispute_lost"}::boolean`;
  const [challenge] = await tx
    .update(challenges)
    .set({
      ...ended,
      endReason: reason,
      holdReason: null,
      holdPaymentId: null,
      heldAt: null,
      updatedAt: sql`now()`,
    })
    .where(
      and(
        eq(challenges.purchaseId, id),
        eq(challenges.status, active),
        sql`(${challenges.currentPhaseIndex} = 1 or ${challenges.heldAt} is not null or ${inAnyPhase})`,
      ),
    )
    .returning();
  if (!challenge) {
    throw new AppError("INVALID_STATE", "Only a challenge in its first phase can be taken back.");
  }
  await tx
    .update(challengePhases)
    .set(ended)
    .where(and(eq(challengePhases.challengeId, challenge.id), eq(challengePhases.status, active)));
  // The purchase's own steps disable the account that it opened; later phases have others.
  await enqueueAccessSync(tx, challenge.id);
  const purchase = await markTakenBack(tx, id, purchaseStatus.active, reason);
  await emitEnded(tx, challenge, purchase, reason);
  return challenge;
}

/** Marks a purchase failed that nobody has anything to answer for any more. Throws INVALID_STATE. */
export const markRolledBack = (tx: Transaction, id: number, from: number) =>
  markTakenBack(tx, id, from, "rolled_back");

async function markTakenBack(
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
      // Whoever works on it loses it.
      claim: null,
      claimedUntil: null,
      ...(reason === "rolled_back" && {
        rollbackRequestedAt: sql`coalesce(${purchases.rollbackRequestedAt}, now())`,
      }),
      updatedAt: sql`now()`,
    })
    .where(and(eq(purchases.id, id), eq(purchases.status, from)))
    .returning();
  if (!failed) throw new AppError("INVALID_STATE", "The purchase has changed meanwhile.");
  await tellFailed(tx, failed);
  if (failed.paymentOrder === null) await mailEnded(tx, failed);
  return failed;
}
