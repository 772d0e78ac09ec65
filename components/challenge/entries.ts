import type { ChallengesView, ChallengeView, PurchaseView } from "@/lib/challenges/schemas";

/** A purchase and the challenge that came of it, if one did. */
export interface Entry {
  purchase: PurchaseView;
  challenge: ChallengeView | null;
}

/** The purchases of some pages, newest first, each with its challenge. */
export function entriesOf(pages: ChallengesView[]): Entry[] {
  const challenges = new Map(
    pages.flatMap((page) => page.challenges).map((it) => [it.purchase_id, it]),
  );
  return pages
    .flatMap((page) => page.purchases)
    .map((purchase) => ({ purchase, challenge: challenges.get(purchase.id) ?? null }));
}

const SECOND = 1000;

/**
 * Milliseconds until it is worth asking again. An activation takes seconds; a refund that waits for
 * the trading server may take hours.
 */
export function pollingInterval(pages: ChallengesView[]): number | false {
  const next = new Set(pages.flatMap((page) => page.purchases).map((it) => it.next_action));
  if (next.has("COMPLETE_PAYMENT") || next.has("WAIT_ACTIVATION")) return 2 * SECOND;
  return next.has("WAIT_REFUND") ? 10 * SECOND : false;
}
