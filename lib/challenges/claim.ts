import { randomUUID } from "node:crypto";
import { and, eq, isNull, lt, or, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { purchases } from "@/db/schema";
import { env } from "@/lib/env";
import { type Purchase, statusName, transitions } from "./purchase-status";

const LEAST_SECONDS = 30;
/** A step asks the trading server this often at most without writing anything. */
const ANSWERS = 3;

/** Longer than any one step takes: what is claimed and silent for this long stands still. */
const claimSeconds = () => Math.max(LEAST_SECONDS, ANSWERS * env().TRADING_ANSWER_SECONDS);

/** The purchase was taken over by another executor, or canceled: this one writes nothing more. */
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

/** Whether somebody works on it now, by this process's clock. */
export const isClaimed = ({ claimedUntil }: Pick<Purchase, "claimedUntil">) =>
  claimedUntil !== null && claimedUntil.getTime() > Date.now();

/** Takes a purchase that nobody works on; null where somebody does. */
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
 * Writes what has become of a claimed purchase and renews the claim, or gives it up.
 * Throws LostClaim, and RangeError for a change of status that the table of transitions hasn't.
 */
export async function keep(
  db: Executor,
  purchase: Purchase,
  changes: Changes,
  { release = false } = {},
): Promise<Purchase> {
  const { status } = changes;
  if (status !== undefined && status !== purchase.status) {
    const [from, to] = [statusName(purchase.status), statusName(status)];
    if (!transitions[from].includes(to)) throw new RangeError(`no way from ${from} to ${to}`);
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
