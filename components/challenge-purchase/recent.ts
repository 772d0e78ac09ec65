import type { ChallengesView } from "@/lib/challenges/schemas";

const RECENT_SECONDS = 3600;

/** An earlier purchase of the same program that its buyer is told of before they buy again. */
export type Recent =
  | { kind: "bought"; purchaseId: number; challengeId: number; at: number }
  | { kind: "unfinished"; purchaseId: number; at: number };

interface Question {
  programId: number;
  /** The newest purchase that the buyer has been told of; 0 for none. */
  known: number;
  now?: Date;
}

/**
 * The program's newest purchase that is under way or was bought within the hour, if its buyer hasn't
 * been told of it; else null. Purchases are numbered in the order in which they were made.
 */
export function findRecent(
  { purchases, challenges }: ChallengesView,
  { programId, known, now = new Date() }: Question,
): Recent | null {
  const unfinished: Recent[] = purchases
    .filter(({ program_id }) => program_id === programId)
    .filter(({ next_action }) => ["WAIT_ACTIVATION", "WAIT_REFUND"].includes(next_action))
    .map(({ id, created_time: at }) => ({ kind: "unfinished", purchaseId: id, at }));
  const bought: Recent[] = challenges
    .filter(({ program_id }) => program_id === programId)
    .filter(({ created_time }) => now.getTime() / 1000 - created_time < RECENT_SECONDS)
    .map(({ id, purchase_id, created_time: at }) => ({
      kind: "bought",
      purchaseId: purchase_id,
      challengeId: id,
      at,
    }));
  const news = [...bought, ...unfinished].filter(({ purchaseId }) => purchaseId > known);
  return news.toSorted((a, b) => a.purchaseId - b.purchaseId).at(-1) ?? null;
}
