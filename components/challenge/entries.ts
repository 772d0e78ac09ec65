import type { ChallengesView, ChallengeView, PurchaseView } from "@/lib/challenges/schemas";

/** How many purchases the API returns for one page of the list. */
export const CHALLENGES_PAGE = 12;

/** A purchase with its challenge, if it has one. */
export interface Entry {
  purchase: PurchaseView;
  challenge: ChallengeView | null;
}

/** The purchases of some pages, in the order of the API, newest first, each with its challenge. */
export function entriesOf(pages: ChallengesView[]): Entry[] {
  const challenges = new Map(
    pages.flatMap((page) => page.challenges).map((challenge) => [challenge.purchase_id, challenge]),
  );
  return pages
    .flatMap((page) => page.purchases)
    .map((purchase) => ({ purchase, challenge: challenges.get(purchase.id) ?? null }));
}

const SECOND = 1000;

/**
 * Milliseconds until the list is fetched again; false to stop polling. An activation takes seconds; a refund that
 * waits for the trading server may take hours.
 */
export function pollingInterval(pages: ChallengesView[]): number | false {
  const next = new Set(
    pages.flatMap((page) => page.purchases).map((purchase) => purchase.next_action),
  );
  if (next.has("COMPLETE_PAYMENT") || next.has("WAIT_ACTIVATION")) return 2 * SECOND;
  return next.has("WAIT_REFUND") ? 10 * SECOND : false;
}
