import { and, asc, eq, inArray, isNotNull, isNull, or } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { challenges, purchases } from "@/db/schema";
import {
  type Challenge,
  hasFailed,
  lockEvaluations,
  type Purchase,
  recordDisputeEnd,
  reinstateChallenge,
  type Shortage,
  suspendChallenge,
} from "@/lib/challenges";
import { challengeStatus } from "@/lib/challenges/schemas";
import { endReversed } from "@/lib/purchases";

/** The ids of a wallet's challenges that changed. */
export interface HoldChanges {
  suspended: number[];
  reinstated: number[];
  ended: number[];
}

/** A purchase from a wallet that has begun, with its challenge if there is one. */
interface Bought {
  purchase: Purchase;
  challenge: Challenge | null;
}

type Running = Bought & { challenge: Challenge };

const isRunning = (it: Bought): it is Running => it.challenge?.status === challengeStatus.active;

/**
 * The purchases that these fees paid for, and the purchases of the wallet whose challenges are suspended;
 * locked until the transaction ends.
 */
export async function lockPurchases(
  tx: Transaction,
  payerLogin: number,
  orders: number[],
): Promise<Bought[]> {
  const held = tx
    .select({ id: challenges.purchaseId })
    .from(challenges)
    .where(isNotNull(challenges.heldAt));
  // Purchases are locked before their challenges, in the order of a rollback.
  const bought = await tx
    .select()
    .from(purchases)
    .where(
      and(
        eq(purchases.payerLogin, payerLogin),
        // One that was paid by card follows its own payment.
        isNull(purchases.paymentId),
        or(inArray(purchases.paymentOrder, orders), inArray(purchases.id, held)),
      ),
    )
    .orderBy(asc(purchases.id))
    .for("no key update");
  const ids = bought.map(({ id }) => id);
  await lockEvaluations(tx, ids);
  const found = await tx
    .select()
    .from(challenges)
    .where(inArray(challenges.purchaseId, ids))
    .orderBy(asc(challenges.id))
    .for("no key update");
  return bought.map((purchase) => ({
    purchase,
    challenge: found.find(({ purchaseId }) => purchaseId === purchase.id) ?? null,
  }));
}

/** The orders of the fees of running challenges, and of fees that are being returned. */
export const feesOf = (bought: Bought[]) => ({
  running: bought.filter(isRunning).flatMap(({ purchase }) => purchase.paymentOrder ?? []),
  returning: bought.flatMap(({ purchase }) =>
    hasFailed(purchase) && purchase.paymentRollbackOrder === null
      ? (purchase.paymentOrder ?? [])
      : [],
  ),
});

/**
 * Updates locked challenges to which of their fees are unpaid: suspends them, ends them if the dispute was lost,
 * and reinstates those whose fee is paid. Takes the shortages by the order of the fee. Repeating it changes
 * nothing.
 */
export async function alignHolds(
  tx: Transaction,
  bought: Bought[],
  shortages: ReadonlyMap<number, Shortage>,
): Promise<HoldChanges> {
  const changes: HoldChanges = { suspended: [], reinstated: [], ended: [] };
  for (const it of bought.filter(isRunning)) {
    const { id, heldAt } = it.challenge;
    const shortage = shortages.get(it.purchase.paymentOrder ?? 0);
    if (shortage?.cause === "dispute_lost") {
      await endReversed(tx, it.purchase.id, "dispute_lost");
      await recordDisputeEnd(tx, it.challenge, shortage.paymentId);
      changes.ended.push(id);
    } else if (shortage) {
      await suspendChallenge(tx, it, shortage.cause, shortage.paymentId);
      if (heldAt === null) changes.suspended.push(id);
    } else if (heldAt !== null) {
      await reinstateChallenge(tx, it);
      changes.reinstated.push(id);
    }
  }
  return changes;
}
