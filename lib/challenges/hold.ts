import { and, asc, eq, inArray, isNotNull, or, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { challenges, purchases } from "@/db/schema";
import { mail, mailKey } from "@/lib/mail";
import { recordHistory } from "@/lib/payment-history";
import type { Challenge } from "./present";
import { hasFailed, type Purchase } from "./purchase-status";
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

/** A purchase from a wallet that has begun, with its challenge if there is one. */
interface Bought {
  purchase: Purchase;
  challenge: Challenge | null;
}

type Running = Bought & { challenge: Challenge };

const isRunning = (it: Bought): it is Running => it.challenge?.status === challengeStatus.active;

/**
 * The purchases that these fees paid for, and those of the wallet whose challenges are held; locked until
 * the transaction ends.
 */
export async function lockBought(
  tx: Transaction,
  payerLogin: number,
  orders: number[],
): Promise<Bought[]> {
  const held = tx
    .select({ id: challenges.purchaseId })
    .from(challenges)
    .where(isNotNull(challenges.heldAt));
  // Purchases are locked before their challenges, as a rollback does.
  const bought = await tx
    .select()
    .from(purchases)
    .where(
      and(
        eq(purchases.payerLogin, payerLogin),
        or(inArray(purchases.paymentOrder, orders), inArray(purchases.id, held)),
      ),
    )
    .orderBy(asc(purchases.id))
    .for("no key update");
  const ids = bought.map(({ id }) => id);
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

/** The orders of the fees of challenges that run, and of those that are on their way back. */
export const feesOf = (bought: Bought[]) => ({
  running: bought.filter(isRunning).flatMap(({ purchase }) => purchase.paymentOrder ?? []),
  returning: bought.flatMap(({ purchase }) =>
    hasFailed(purchase) && purchase.paymentRollbackOrder === null
      ? (purchase.paymentOrder ?? [])
      : [],
  ),
});

/**
 * Brings locked challenges in line with which of their fees lack money: suspends them, ends them where the
 * dispute was lost, and reinstates those that lack none. Takes the shortages by the order of the fee.
 * Repeating it changes nothing.
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

async function hold(
  tx: Transaction,
  { challenge, purchase }: Running,
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
  const bought = mailKey("challenge-bought", { purchase_id: purchase.id });
  await mail(tx, "challenge-suspended", { challenge_id: id }, { after: bought });
}

async function reinstate(tx: Transaction, { challenge, purchase }: Running): Promise<void> {
  const { id, holdPaymentId } = challenge;
  await tx
    .update(challenges)
    .set({ holdReason: null, holdPaymentId: null, heldAt: null, updatedAt: sql`now()` })
    .where(eq(challenges.id, id));
  await enqueueAccessSync(tx, id);
  if (holdPaymentId !== null) {
    await recordStep(tx, holdPaymentId, { id, from: "suspended", to: "active", reason: null });
  }
  await emitReinstated(tx, challenge, purchase);
  await mail(tx, "challenge-reinstated", { challenge_id: id }, { after: suspendedKey(id) });
}

async function end(tx: Transaction, { challenge, purchase }: Running, paymentId: string) {
  const { id, heldAt } = challenge;
  await takeBackActive(tx, purchase.id, "dispute_lost");
  await resumeAt(tx, purchase.id, new Date());
  const from = heldAt === null ? "active" : "suspended";
  await recordStep(tx, paymentId, { id, from, to: "cancelled", reason: "dispute_lost" });
  await mail(tx, "challenge-ended", { challenge_id: id }, { after: suspendedKey(id) });
}

const suspendedKey = (id: number) => mailKey("challenge-suspended", { challenge_id: id });

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
