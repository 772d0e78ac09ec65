import { randomUUID } from "node:crypto";
import { and, eq, isNull, lt, or, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { purchases } from "@/db/schema";
import { type Purchase, statusName } from "@/lib/challenges";
import { env } from "@/lib/core/env";
import { transitions } from "./transitions";

const LEAST_SECONDS = 30;
/** The most requests of a step to the trading server between two writes. */
const REQUESTS_PER_STEP = 3;

/** Longer than any step takes: a claimed purchase without a write for this long is stalled. */
const claimSeconds = () =>
  Math.max(LEAST_SECONDS, REQUESTS_PER_STEP * env().TRADING_TIMEOUT_SECONDS);

/** Another executor claimed the purchase, or it was canceled: this executor writes nothing more. */
export class LostClaim extends Error {
  constructor(readonly purchaseId: number) {
    super(`purchase ${purchaseId} is worked on elsewhere`);
    this.name = "LostClaim";
  }
}

/** The right to work on a purchase, for a new row or a new claim on an old one. */
export const freshClaim = () => ({
  claim: randomUUID(),
  claimedUntil: sql<Date>`now() + make_interval(secs => ${claimSeconds()})`,
});

const noClaim = { claim: null, claimedUntil: null };
const isFree = or(isNull(purchases.claimedUntil), lt(purchases.claimedUntil, sql`now()`));

/** Whether an executor has a valid claim, by this process's clock. */
export const isClaimed = ({ claimedUntil }: Pick<Purchase, "claimedUntil">) =>
  claimedUntil !== null && claimedUntil.getTime() > Date.now();

/** Claims a purchase; null if another executor has a valid claim. */
export async function claimPurchase(db: Executor, id: number): Promise<Purchase | null> {
  const [row] = await db
    .update(purchases)
    .set(freshClaim())
    .where(and(eq(purchases.id, id), isFree))
    .returning();
  return row ?? null;
}

export type Changes = Partial<
  Omit<typeof purchases.$inferInsert, "id" | "claim" | "claimedUntil" | "updatedAt">
>;

/**
 * Saves changes of a claimed purchase and renews the claim, or releases it.
 * Throws LostClaim, and RangeError for a change of status that isn't in the table of transitions.
 */
export async function savePurchase(
  db: Executor,
  purchase: Purchase,
  changes: Changes,
  { release = false } = {},
): Promise<Purchase> {
  const { status } = changes;
  if (status !== undefined && status !== purchase.status) {
    const [from, to] = [statusName(purchase.status), statusName(status)];
    if (!transitions[from].includes(to))
      throw new RangeError(`no transition from ${from} to ${to}`);
  }
  const { claim } = purchase;
  if (claim === null) throw new LostClaim(purchase.id);
  const { claimedUntil } = freshClaim();
  const [row] = await db
    .update(purchases)
    .set({ ...changes, ...(release ? noClaim : { claimedUntil }), updatedAt: sql`now()` })
    .where(
      and(
        eq(purchases.id, purchase.id),
        eq(purchases.claim, claim),
        eq(purchases.status, purchase.status),
      ),
    )
    .returning();
  if (!row) throw new LostClaim(purchase.id);
  return row;
}
