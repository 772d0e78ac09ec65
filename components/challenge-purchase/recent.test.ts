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

it("finds the challenge that was bought within the hour", () => {
  const bought = view({ challenges: [challenge] });
  expect(findRecent(bought, 1, now)).toMatchObject({ kind: "bought", challengeId: 12 });
  expect(findRecent(bought, 2, now)).toBeNull();
  const old = { ...challenge, created_time: minutesAgo(61) };
  expect(findRecent(view({ challenges: [old] }), 1, now)).toBeNull();
});

it("finds the purchase that is still under way before any other", () => {
  const purchase = purchaseView({ next_action: "WAIT_ACTIVATION" });
  const both = view({ purchases: [purchase], challenges: [challenge] });
  expect(findRecent(both, 1, now)).toMatchObject({ kind: "unfinished" });
});

it("has nothing to say of a purchase that is over", () => {
  const over = purchaseView({ status_name: "refunded", next_action: "BUY_AGAIN" });
  expect(findRecent(view({ purchases: [over] }), 1, now)).toBeNull();
});
