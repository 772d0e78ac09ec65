import { eq } from "drizzle-orm";
import { challenges } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import {
  lockEvaluations,
  recordPaymentEnd,
  reinstateChallenge,
  suspendChallenge,
} from "@/lib/challenges";
import { challengeStatus, purchaseStatus } from "@/lib/challenges/schemas";
import type { Context } from "@/lib/core/context";
import { endReversed } from "@/lib/purchases";
import { lockProgramPayment, restrictionsOf } from "./state";

/**
 * Suspends the challenge of a payment while the payment is disputed, reinstates it after a dispute that was won, and ends it
 * once the payment was refunded in full or a dispute was lost. Follows from stored facts: repeating it changes nothing.
 * Nothing else of the customer's is touched.
 */
export const alignChallenge = (ctx: Context, paymentId: string): Promise<void> =>
  inTransaction(ctx.db, async (tx) => {
    const state = await lockProgramPayment(tx, paymentId);
    const purchase = state?.purchase;
    if (!purchase || purchase.status !== purchaseStatus.active) return;
    await lockEvaluations(tx, [purchase.id]);
    const [challenge] = await tx
      .select()
      .from(challenges)
      .where(eq(challenges.purchaseId, purchase.id))
      .for("no key update");
    if (challenge?.status !== challengeStatus.active) return;
    const { closed, disputeHold } = restrictionsOf(state);
    if (closed !== null) {
      await endReversed(tx, purchase.id, closed);
      await recordPaymentEnd(tx, challenge, paymentId, closed);
    } else if (disputeHold) {
      await suspendChallenge(tx, { challenge, purchase }, "payment_disputed", paymentId);
    } else if (challenge.heldAt !== null) {
      await reinstateChallenge(tx, { challenge, purchase });
    }
  });
