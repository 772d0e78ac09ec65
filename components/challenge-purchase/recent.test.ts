import { expect, it } from "vitest";
import type { ChallengesView } from "@/lib/challenges/schemas";
import { findRecent } from "./recent";

const now = new Date("2026-01-01T12:00:00Z");
const minutesAgo = (minutes: number) => now.getTime() / 1000 - minutes * 60;

const purchase = {
  id: 10,
  program_id: 1,
  customer_id: 5,
  payer_login: 100_001,
  account_login: null,
  status: 1,
  status_name: "paid",
  next_action: "WAIT_ACTIVATION",
  can_retry: false,
  can_cancel: false,
  amount: 499,
  currency: "USD",
  conversion_rate: 1,
  amount_account_currency: 499,
  comment: "PROP_CHALLENGE_PURCHASE_PAID",
  idempotency_key: "",
  payment_status: "paid",
  activation_status: "pending",
  failure_reason: "",
  created_time: minutesAgo(5),
  updated_time: minutesAgo(5),
} as const;
const challenge = {
  id: 12,
  purchase_id: 10,
  program_id: 1,
  customer_id: 5,
  account_login: 2_000_100,
  current_phase_index: 1,
  status: 1,
  status_name: "active",
  start_time: minutesAgo(5),
  end_time: 0,
  created_time: minutesAgo(5),
  updated_time: minutesAgo(5),
} as const;
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
  const both = view({ purchases: [purchase], challenges: [challenge] });
  expect(findRecent(both, 1, now)).toMatchObject({ kind: "unfinished" });
});

it("has nothing to say of a purchase that is over", () => {
  const over = {
    ...purchase,
    status: 5,
    status_name: "refunded",
    next_action: "BUY_AGAIN",
  } as const;
  expect(findRecent(view({ purchases: [over] }), 1, now)).toBeNull();
});
