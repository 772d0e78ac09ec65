import { expect, test } from "vitest";
import { depositWorth, deriveStatus, disputeFlag } from "./derive-status";

const paid = { intentStatus: "succeeded", amountCents: 10_000n };
const dispute = (status: string) => ({ id: "du_1", amountCents: 10_000n, status });
const told = (status: string) => {
  const { status: money, standing } = deriveStatus(paid, [], [dispute(status)]);
  const worth = depositWorth(paid, [], [dispute(status)]);
  return [money, standing.disputeHold, standing.closed, worth];
};

test.each(["needs_response", "under_review"])("%s holds account and money", (status) => {
  expect(told(status)).toEqual(["disputed", true, null, 0n]);
});

test.each(["lost", "appeal_needs_response", "appeal_under_review"])(
  "%s: what was lost stays lost, also while the firm appeals",
  (status) => {
    expect(told(status)).toEqual(["disputed", false, "dispute_lost", 0n]);
  },
);

test.each(["won", "prevented", "warning_needs_response", "warning_under_review", "warning_closed"])(
  "%s takes nothing",
  (status) => {
    expect(told(status)).toEqual(["succeeded", false, null, 10_000n]);
  },
);

test("a status that only a later Stripe knows holds everything and is for a person", () => {
  expect(told("escalated")).toEqual(["disputed", true, null, 0n]);
  expect(disputeFlag([dispute("escalated")])).toBe(
    "Dispute du_1 has the status escalated, which is new to us",
  );
});

test("a person is asked to look at an inquiry and at what was settled before it was a dispute", () => {
  expect(disputeFlag([dispute("won"), dispute("warning_needs_response")])).toContain("answer it");
  expect(disputeFlag([dispute("prevented")])).toContain("whether money went back");
  expect(disputeFlag([dispute("needs_response")])).toContain("before its deadline");
  for (const status of ["under_review", "lost", "won", "warning_closed", "appeal_under_review"]) {
    expect(disputeFlag([dispute(status)])).toBeNull();
  }
});
