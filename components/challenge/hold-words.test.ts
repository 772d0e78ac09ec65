import { expect, test } from "vitest";
import { challengeView, purchaseView } from "./fixtures";
import { badgeStatus, holdWords } from "./hold-words";

const held = (reason: "deposit_disputed" | "deposit_refunded") =>
  challengeView({ hold: { reason, since: 1_778_160_000, payment_id: "pay_1" } });

test("holdWords: a challenge that runs or that its trading ended → nothing", () => {
  expect(holdWords(challengeView(), purchaseView())).toBeNull();
  expect(badgeStatus(challengeView())).toBe("active");
});

test("holdWords: suspended → why, and what the trader can do", () => {
  const disputed = holdWords(held("deposit_disputed"), purchaseView());
  expect(disputed?.why).toContain("is disputed at the bank");
  expect(disputed?.next).toContain("topped up what the wallet owes");
  expect(holdWords(held("deposit_refunded"), purchaseView())?.why).toContain("was refunded");
  expect(badgeStatus(held("deposit_refunded"))).toBe("suspended");
});

test("holdWords: ended after a lost dispute → where the fee is", () => {
  const ended = challengeView({ status: 4, status_name: "cancelled", end_reason: "dispute_lost" });
  const returning = purchaseView({ payment_status: "refund_pending" });
  expect(holdWords(ended, returning)?.next).toContain("is being returned to wallet 100001");
  const returned = purchaseView({ payment_status: "refunded" });
  expect(holdWords(ended, returned)?.next).toContain("was returned to wallet 100001");
});
