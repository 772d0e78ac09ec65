import { expect, it } from "vitest";
import { challengeView, purchaseView } from "@/components/challenge/fixtures";
import type { ChallengesView } from "@/lib/challenges/schemas";
import { findRecent } from "./recent";

const now = new Date("2026-01-01T12:00:00Z");
const minutesAgo = (minutes: number) => now.getTime() / 1000 - minutes * 60;

const challenge = challengeView({ created_time: minutesAgo(5) });
const view = (given: Partial<ChallengesView>): ChallengesView => ({
  purchases: [],
  challenges: [],
  next_cursor: null,
  ...given,
});

const of = (programId: number, known = 0) => ({ programId, known, now });

it("findRecent: bought within the hour → that challenge; another program's or an older one → null", () => {
  const bought = view({ challenges: [challenge] });
  expect(findRecent(bought, of(1))).toMatchObject({ kind: "bought", challengeId: 12 });
  expect(findRecent(bought, of(2))).toBeNull();
  const old = { ...challenge, created_time: minutesAgo(61) };
  expect(findRecent(view({ challenges: [old] }), of(1))).toBeNull();
});

it("findRecent: a purchase is still under way → that one", () => {
  const purchase = purchaseView({ next_action: "WAIT_ACTIVATION" });
  const both = view({ purchases: [purchase], challenges: [challenge] });
  expect(findRecent(both, of(1))).toMatchObject({ kind: "unfinished", purchaseId: 10 });
});

it("findRecent: the buyer was told of one → null, until there is a newer one", () => {
  const newer = { ...challenge, id: 13, purchase_id: 11 };
  expect(findRecent(view({ challenges: [challenge] }), of(1, 10))).toBeNull();
  const two = view({ challenges: [newer, challenge] });
  expect(findRecent(two, of(1, 10))).toMatchObject({ purchaseId: 11, challengeId: 13 });
});

it("findRecent: a purchase is over → null", () => {
  const over = purchaseView({ status_name: "refunded", next_action: "BUY_AGAIN" });
  expect(findRecent(view({ purchases: [over] }), of(1))).toBeNull();
});
