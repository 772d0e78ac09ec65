import { isDatabaseAway, isTransient } from "@/db/errors";
import { challengePhases, challenges } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { mail } from "@/lib/mail";
import type { Outcome } from "@/lib/trading";
import { keep, LostClaim } from "./claim";
import type { Run } from "./run";
import { purchaseStatus } from "./schemas";
import { tellPurchased } from "./tell";

/**
 * Records the challenge and its first phase and makes the purchase active: all of it or nothing.
 * A write that the database refuses is a refusal; one that it didn't answer is unknown.
 */
export async function recordChallenge(run: Run): Promise<Outcome<object>> {
  const { id, programId, customerId, accountLogin } = run.purchase;
  if (accountLogin === null) throw new Error(`purchase ${id} has no account`);
  try {
    const recorded = await inTransaction(run.ctx.db, async (tx) => {
      const purchase = await keep(
        tx,
        run.purchase,
        { status: purchaseStatus.active },
        { release: true },
      );
      const [challenge] = await tx
        .insert(challenges)
        .values({ purchaseId: id, programId, customerId, accountLogin })
        .returning();
      if (!challenge) throw new Error("insert returned no row");
      await tx
        .insert(challengePhases)
        .values({ challengeId: challenge.id, phaseIndex: 1, accountLogin });
      await tellPurchased(tx, purchase, challenge);
      await mail(tx, "challenge-bought", { purchase_id: id });
      return { purchase, challenge };
    });
    // Only now: what the commit refuses, or doesn't answer, has not been recorded by this run.
    run.purchase = recorded.purchase;
    run.challenge = recorded.challenge;
    return { outcome: "accepted" };
  } catch (error) {
    if (error instanceof LostClaim) throw error;
    if (isDatabaseAway(error) || isTransient(error)) return { outcome: "unknown", cause: error };
    run.ctx.log.error({ err: error, purchase_id: id }, "the challenge was not recorded");
    const message = "The challenge could not be recorded.";
    return { outcome: "refused", code: "REFUSED", message };
  }
}
