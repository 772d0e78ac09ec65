import { expect, test } from "vitest";
import { depositWorth, deriveStatus, disputeFlag } from "./derive-status";

const paid = { intentStatus: "succeeded", amountCents: 10_000n };
const dispute = (status: string) => ({ id: "du_1", amountCents: 10_000n, status });
const derive = (status: string) => {
  const { status: money, restrictions } = deriveStatus(paid, [], [dispute(status)]);
  const worth = depositWorth(paid, [], [dispute(status)]);
  return [money, restrictions.disputeHold, restrictions.closed, worth];
};

test.each(["needs_response", "under_review"])(
  "deriveStatus: a dispute with the status %s → the account is suspended, the money held",
  (status) => {
    expect(derive(status)).toEqual(["disputed", true, null, 0n]);
  },
);

test.each(["lost", "appeal_needs_response", "appeal_under_review"])(
  "deriveStatus: a dispute with the status %s → lost, also while the firm appeals",
  (status) => {
    expect(derive(status)).toEqual(["disputed", false, "dispute_lost", 0n]);
  },
);

test.each(["won", "prevented", "warning_needs_response", "warning_under_review", "warning_closed"])(
  "deriveStatus: a dispute with the status %s → nothing held",
  (status) => {
    expect(derive(status)).toEqual(["succeeded", false, null, 10_000n]);
  },
);

test("deriveStatus: a dispute with an unknown status → suspended, held and flagged", () => {
  expect(derive("escalated")).toEqual(["disputed", true, null, 0n]);
  expect(disputeFlag([dispute("escalated")])).toBe(
    "Dispute du_1 has an unrecognized status (escalated)",
  );
});

test("disputeFlag: an inquiry, or a dispute that was settled before → flagged", () => {
  expect(disputeFlag([dispute("won"), dispute("warning_needs_response")])).toContain(
    "Bank inquiry du_1 needs a response",
  );
  expect(disputeFlag([dispute("prevented")])).toContain("whether the payment was refunded");
  expect(disputeFlag([dispute("needs_response")])).toContain("before the deadline");
  for (const status of ["under_review", "lost", "won", "warning_closed", "appeal_under_review"]) {
    expect(disputeFlag([dispute(status)])).toBeNull();
  }
});
