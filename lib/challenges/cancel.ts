import { and, eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { challengePhases, challenges } from "@/db/schema";
import { lockEvaluations } from "./lock-evaluations";
import type { Challenge } from "./present";
import { challengeStatus, type EndReason } from "./schemas";
import { enqueueAccessSync } from "./sync-access";

const { active, cancelled } = challengeStatus;

/**
 * Cancels the active challenge of a purchase and its active phase, and enqueues the job that disables its accounts.
 * A rollback cancels only a challenge in its first phase or a suspended one; a lost dispute or a refunded payment any.
 *
 * @returns the canceled challenge; null if there is none that this reason may cancel.
 */
export async function cancelChallenge(
  tx: Transaction,
  purchaseId: number,
  reason: EndReason,
): Promise<Challenge | null> {
  await lockEvaluations(tx, [purchaseId]);
  const ended = { status: cancelled, endedAt: sql`now()` };
  const inAnyPhase = sql`${reason !== "rolled_back"}::boolean`;
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
        eq(challenges.purchaseId, purchaseId),
        eq(challenges.status, active),
        sql`(${challenges.currentPhaseIndex} = 1 or ${challenges.heldAt} is not null or ${inAnyPhase})`,
      ),
    )
    .returning();
  if (!challenge) return null;
  await tx
    .update(challengePhases)
    .set(ended)
    .where(and(eq(challengePhases.challengeId, challenge.id), eq(challengePhases.status, active)));
  await enqueueAccessSync(tx, challenge.id);
  return challenge;
}
