import type { ChallengesView } from "@/lib/challenges/schemas";

const RECENT_SECONDS = 3600;

/** An earlier purchase of the same program that its buyer should know of before they buy again. */
export type RecentPurchase =
  | { kind: "bought"; purchaseId: number; challengeId: number; at: number }
  | { kind: "unfinished"; purchaseId: number; at: number };

interface Options {
  programId: number;
  /** The newest purchase that the buyer has acknowledged; 0 for none. */
  acknowledgedId: number;
  /** Leaves out purchases that were paid by card. */
  fromWalletOnly?: boolean;
  now?: Date;
}

/**
 * The program's newest purchase that is under way or was bought within the hour, unless its buyer has
 * acknowledged it; else null. The ids of purchases rise.
 */
export function findRecentPurchase(
  { purchases, challenges }: ChallengesView,
  { programId, acknowledgedId, fromWalletOnly = false, now = new Date() }: Options,
): RecentPurchase | null {
  const byCard = purchases.flatMap(({ id, payment_id }) => (payment_id === null ? [] : [id]));
  const unfinished: RecentPurchase[] = purchases
    .filter(({ program_id }) => program_id === programId)
    .filter(({ next_action }) => ["WAIT_ACTIVATION", "WAIT_REFUND"].includes(next_action))
    .map(({ id, created_time: at }) => ({ kind: "unfinished", purchaseId: id, at }));
  const bought: RecentPurchase[] = challenges
    .filter(({ program_id }) => program_id === programId)
    .filter(({ created_time }) => now.getTime() / 1000 - created_time < RECENT_SECONDS)
    .map(({ id, purchase_id, created_time: at }) => ({
      kind: "bought",
      purchaseId: purchase_id,
      challengeId: id,
      at,
    }));
  return (
    [...bought, ...unfinished]
      .filter(({ purchaseId }) => purchaseId > acknowledgedId)
      .filter(({ purchaseId }) => !fromWalletOnly || !byCard.includes(purchaseId))
      .toSorted((a, b) => a.purchaseId - b.purchaseId)
      .at(-1) ?? null
  );
}
