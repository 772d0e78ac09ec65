import { expect, test } from "vitest";
import {
  describeDisputeReason,
  disputeStatusLabel,
  disputeTask,
  needsResponse,
  timeLeft,
} from "./dispute-messages";

const due = new Date("2026-12-06T12:00:00Z");

test.each([
  ["2026-11-29T13:00:00Z", "7 days left"],
  ["2026-11-29T11:00:00Z", "7 days left"],
  ["2026-12-05T11:59:00Z", "1 day left"],
  ["2026-12-05T12:00:00Z", "1 day left"],
  ["2026-12-05T12:01:00Z", "23 hours left"],
  ["2026-12-06T10:30:00Z", "1 hour left"],
  ["2026-12-06T11:30:00Z", "less than an hour left"],
  ["2026-12-06T12:00:00Z", "overdue"],
  ["2026-12-09T00:00:00Z", "overdue"],
])("timeLeft: at %s → %s", (now, text) => {
  expect(timeLeft(due, new Date(now), "UTC")).toBe(text);
});

test("timeLeft: days are those of the reader's calendar → another time zone, another number", () => {
  const now = new Date("2026-11-29T23:30:00Z");
  expect(timeLeft(due, now, "UTC")).toBe("7 days left");
  expect(timeLeft(due, now, "Asia/Tokyo")).toBe("6 days left");
});

test("describeDisputeReason: a reason of Stripe's → in words; an unknown one → as Stripe names it", () => {
  expect(describeDisputeReason("product_not_received")).toEqual({
    label: "Product not received",
    claim: "The cardholder says they didn't get what they paid for.",
  });
  expect(describeDisputeReason("new_reason")).toEqual({ label: "New reason", claim: "" });
});

test("disputeStatusLabel: a status of Stripe's → in words; an unknown one → as Stripe names it", () => {
  expect(disputeStatusLabel("warning_needs_response")).toBe("Inquiry needs a response");
  expect(disputeStatusLabel("constructor")).toBe("Constructor");
});

test("needsResponse, disputeTask: only statuses that wait for the firm, or that are unknown → true, a sentence", () => {
  for (const status of ["needs_response", "warning_needs_response", "appeal_needs_response"]) {
    expect([needsResponse(status), disputeTask({ id: "du_1", status })]).toEqual([
      true,
      expect.stringContaining("du_1 needs a response in Stripe before the deadline"),
    ]);
  }
  for (const status of ["under_review", "won", "lost", "warning_closed"]) {
    expect([needsResponse(status), disputeTask({ id: "du_1", status })]).toEqual([false, null]);
  }
});
