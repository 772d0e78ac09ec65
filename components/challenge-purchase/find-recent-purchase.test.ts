import { expect, it } from "vitest";
import { challengeView, purchaseView } from "@/components/challenge/fixtures";
import type { ChallengesView } from "@/lib/challenges/schemas";
import { findRecentPurchase } from "./find-recent-purchase";

const now = new Date("2026-01-01T12:00:00Z");
const minutesAgo = (minutes: number) => now.getTime() / 1000 - minutes * 60;

const challenge = challengeView({ created_time: minutesAgo(5) });
const view = (changes: Partial<ChallengesView>): ChallengesView => ({
  purchases: [],
  challenges: [],
  next_cursor: null,
  ...changes,
});

const of = (programId: number, acknowledgedId = 0) => ({ programId, acknowledgedId, now });

it("findRecentPurchase: bought within the hour → that challenge; another program's or an older one → null", () => {
  const bought = view({ challenges: [challenge] });
  expect(findRecentPurchase(bought, of(1))).toMatchObject({ kind: "bought", challengeId: 12 });
  expect(findRecentPurchase(bought, of(2))).toBeNull();
  const old = { ...challenge, created_time: minutesAgo(61) };
  expect(findRecentPurchase(view({ challenges: [old] }), of(1))).toBeNull();
});

it("findRecentPurchase: a purchase is still under way → that one", () => {
  const purchase = purchaseView({ next_action: "WAIT_ACTIVATION" });
  const both = view({ purchases: [purchase], challenges: [challenge] });
  expect(findRecentPurchase(both, of(1))).toMatchObject({ kind: "unfinished", purchaseId: 10 });
});

it("findRecentPurchase: the buyer has acknowledged one → null, until there is a newer one", () => {
  const newer = { ...challenge, id: 13, purchase_id: 11 };
  expect(findRecentPurchase(view({ challenges: [challenge] }), of(1, 10))).toBeNull();
  const two = view({ challenges: [newer, challenge] });
  expect(findRecentPurchase(two, of(1, 10))).toMatchObject({ purchaseId: 11, challengeId: 13 });
});

it("findRecentPurchase: a purchase is over → null", () => {
  const over = purchaseView({ status_name: "refunded", next_action: "BUY_AGAIN" });
  expect(findRecentPurchase(view({ purchases: [over] }), of(1))).toBeNull();
});
