import { eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { challenges } from "@/db/schema";
import { emailKey, queueEmail } from "@/lib/mail";
import { recordHistory } from "@/lib/payment-history";
import { emitReinstated, emitSuspended } from "./events";
import type { Challenge } from "./present";
import type { Purchase } from "./purchase-status";
import type { HoldReason, ShortageCause } from "./schemas";
import { enqueueAccessSync } from "./sync-access";

/** Why part of a fee is no longer paid for, and the deposit whose money is missing. */
export interface Shortage {
  cause: ShortageCause;
  paymentId: string;
}

interface Bought {
  purchase: Purchase;
  challenge: Challenge;
}

/** Suspends an active challenge, or stores the new reason of one that is suspended. Repeating it changes nothing. */
export async function suspendChallenge(
  tx: Transaction,
  { challenge, purchase }: Bought,
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
  await recordStatusChange(tx, paymentId, { id, from: "active", to: "suspended", reason });
  await emitSuspended(tx, challenge, purchase, { reason, payment_id: paymentId });
  const bought = emailKey("challenge-bought", { purchase_id: purchase.id });
  await queueEmail(tx, "challenge-suspended", { challenge_id: id }, { after: bought });
}

/** Reinstates a suspended challenge. */
export async function reinstateChallenge(
  tx: Transaction,
  { challenge, purchase }: Bought,
): Promise<void> {
  const { id, holdPaymentId } = challenge;
  await tx
    .update(challenges)
    .set({ holdReason: null, holdPaymentId: null, heldAt: null, updatedAt: sql`now()` })
    .where(eq(challenges.id, id));
  await enqueueAccessSync(tx, id);
  if (holdPaymentId !== null) {
    await recordStatusChange(tx, holdPaymentId, {
      id,
      from: "suspended",
      to: "active",
      reason: null,
    });
  }
  await emitReinstated(tx, challenge, purchase);
  await queueEmail(tx, "challenge-reinstated", { challenge_id: id }, { after: suspendedKey(id) });
}

/** Adds the end of a challenge after a lost dispute to its deposit's history, and emails the customer. */
export async function recordDisputeEnd(
  tx: Transaction,
  { id, heldAt }: Challenge,
  paymentId: string,
): Promise<void> {
  const from = heldAt === null ? "active" : "suspended";
  await recordStatusChange(tx, paymentId, { id, from, to: "cancelled", reason: "dispute_lost" });
  await queueEmail(tx, "challenge-ended", { challenge_id: id }, { after: suspendedKey(id) });
}

/** Adds the end of a challenge whose own card payment was reversed to that payment's history, and emails the customer. */
export async function recordPaymentEnd(
  tx: Transaction,
  { id, heldAt }: Challenge,
  paymentId: string,
  reason: "dispute_lost" | "refunded",
): Promise<void> {
  const from = heldAt === null ? "active" : "suspended";
  const isLost = reason === "dispute_lost";
  const change = { id, from, to: "cancelled", reason: isLost ? "payment_dispute_lost" : reason };
  await recordStatusChange(tx, paymentId, change);
  await queueEmail(tx, "challenge-ended", { challenge_id: id }, { after: suspendedKey(id) });
}

/** The email about an end or a reinstatement is sent after the one about the suspension. */
const suspendedKey = (id: number) => emailKey("challenge-suspended", { challenge_id: id });

/** Adds a challenge's new status to the history of the payment that paid for it. */
const recordStatusChange = (
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
