import { and, asc, eq, inArray, isNotNull, or, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { challenges, purchases } from "@/db/schema";
import { mail } from "@/lib/mail";
import { recordHistory } from "@/lib/payment-history";
import type { Challenge } from "./present";
import type { Purchase } from "./purchase-status";
import { resumeAt } from "./resume-later";
import { challengeStatus, type HoldReason, type ShortageCause } from "./schemas";
import { enqueueAccessSync } from "./sync-access";
import { takeBackActive } from "./take-back";
import { emitReinstated, emitSuspended } from "./tell";

/** Why a fee isn't paid for any more, and the deposit that it lacks. */
export interface Shortage {
  cause: ShortageCause;
  paymentId: string;
}

/** What became of a wallet's challenges: their ids. */
export interface HoldChanges {
  suspended: number[];
  reinstated: number[];
  ended: number[];
}

interface Held {
  challenge: Challenge;
  purchase: Purchase;
}

/**
 * Brings the running challenges of a wallet in line with which of their fees aren't paid for: suspends
 * them, ends them where the dispute was lost, and reinstates those that are paid for again. Takes the
 * shortages by the order of the fee. Repeating it changes nothing.
 */
export async function alignHolds(
  tx: Transaction,
  payerLogin: number,
  shortages: ReadonlyMap<number, Shortage>,
): Promise<HoldChanges> {
  const changes: HoldChanges = { suspended: [], reinstated: [], ended: [] };
  for (const it of await concerned(tx, payerLogin, [...shortages.keys()])) {
    const { id, status, heldAt } = it.challenge;
    const shortage = shortages.get(it.purchase.paymentOrder ?? 0);
    if (status !== challengeStatus.active) {
      // It ended by trading while it was held: its fee stays paid or owed.
      await unhold(tx, id);
    } else if (shortage?.cause === "dispute_lost") {
      await end(tx, it, shortage.paymentId);
      changes.ended.push(id);
    } else if (shortage) {
      await hold(tx, it, shortage.cause, shortage.paymentId);
      if (heldAt === null) changes.suspended.push(id);
    } else if (heldAt !== null) {
      await reinstate(tx, it);
      changes.reinstated.push(id);
    }
  }
  return changes;
}

/** The challenges whose fees these are, if they run, and those that are held now; locked. */
async function concerned(tx: Transaction, payerLogin: number, orders: number[]): Promise<Held[]> {
  // Purchases are locked before their challenges, as a rollback does.
  const bought = await tx
    .select()
    .from(purchases)
    .where(
      and(
        eq(purchases.payerLogin, payerLogin),
        or(
          inArray(purchases.paymentOrder, orders),
          inArray(
            purchases.id,
            tx
              .select({ id: challenges.purchaseId })
              .from(challenges)
              .where(isNotNull(challenges.heldAt)),
          ),
        ),
      ),
    )
    .orderBy(asc(purchases.id))
    .for("no key update");
  const byId = new Map(bought.map((purchase) => [purchase.id, purchase]));
  const found = await tx
    .select()
    .from(challenges)
    .where(
      and(
        inArray(challenges.purchaseId, [...byId.keys()]),
        or(eq(challenges.status, challengeStatus.active), isNotNull(challenges.heldAt)),
      ),
    )
    .orderBy(asc(challenges.id))
    .for("no key update");
  return found.flatMap((challenge) => {
    const purchase = byId.get(challenge.purchaseId);
    return purchase ? [{ challenge, purchase }] : [];
  });
}

async function hold(
  tx: Transaction,
  { challenge, purchase }: Held,
  reason: HoldReason,
  paymentId: string,
): Promise<void> {
  const { id, heldAt, holdReason, holdPaymentId } = challenge;
  if (holdReason === reason && holdPaymentId === paymentId) return;
  await tx
    .update(challenges)
    .set({
      holdReason: reason,
      holdPaymentId: paymentId,
      heldAt: sql`coalesce(${challenges.heldAt}, now())`,
      updatedAt: sql`now()`,
    })
    .where(eq(challenges.id, id));
  if (heldAt !== null) return;
  await enqueueAccessSync(tx, id);
  await recordStep(tx, paymentId, { id, from: "active", to: "suspended", reason });
  await emitSuspended(tx, challenge, purchase, { reason, payment_id: paymentId });
  await mail(tx, "challenge-suspended", { challenge_id: id });
}

const unhold = (tx: Transaction, id: number) =>
  tx
    .update(challenges)
    .set({ holdReason: null, holdPaymentId: null, heldAt: null, updatedAt: sql`now()` })
    .where(eq(challenges.id, id));

async function reinstate(tx: Transaction, { challenge, purchase }: Held): Promise<void> {
  const { id, holdPaymentId } = challenge;
  await unhold(tx, id);
  await enqueueAccessSync(tx, id);
  if (holdPaymentId !== null) {
    await recordStep(tx, holdPaymentId, { id, from: "suspended", to: "active", reason: null });
  }
  await emitReinstated(tx, challenge, purchase);
  await mail(tx, "challenge-reinstated", { challenge_id: id });
}

async function end(tx: Transaction, { challenge, purchase }: Held, paymentId: string) {
  const { id, heldAt } = challenge;
  await takeBackActive(tx, purchase.id, "dispute_lost");
  await resumeAt(tx, purchase.id, new Date());
  const from = heldAt === null ? "active" : "suspended";
  await recordStep(tx, paymentId, { id, from, to: "cancelled", reason: "dispute_lost" });
  await mail(tx, "challenge-ended", { challenge_id: id });
}

/** What becomes of a challenge is a part of the history of the deposit that paid for it. */
const recordStep = (
  tx: Transaction,
  paymentId: string,
  { id, from, to, reason }: { id: number; from: string; to: string; reason: string | null },
) =>
  recordHistory(tx, {
    paymentId,
    source: "wallet",
    type: `challenge.${to}`,
    changes: [{ kind: "challenge", challenge_id: id, from, to, reason }],
  });
