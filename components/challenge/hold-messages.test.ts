import { expect, test } from "vitest";
import { challengeView, purchaseView } from "./fixtures";
import { badgeStatus, holdMessage } from "./hold-messages";

const suspended = (reason: "deposit_disputed" | "deposit_refunded") =>
  challengeView({ hold: { reason, since: 1_778_160_000, payment_id: "pay_1" } });

test("holdMessage: a challenge that runs → null", () => {
  expect(holdMessage(challengeView(), purchaseView())).toBeNull();
  expect(badgeStatus(challengeView())).toBe("active");
});

test("holdMessage: suspended → why, and what the trader can do", () => {
  const disputed = holdMessage(suspended("deposit_disputed"), purchaseView());
  expect(disputed?.reason).toContain("is disputed with the bank");
  expect(disputed?.next).toContain("top up the amount owed");
  expect(holdMessage(suspended("deposit_refunded"), purchaseView())?.reason).toContain(
    "was refunded",
  );
  expect(badgeStatus(suspended("deposit_refunded"))).toBe("suspended");
});

test("holdMessage: ended after a lost dispute → where the fee is", () => {
  const ended = challengeView({ status: 4, status_name: "cancelled", end_reason: "dispute_lost" });
  const returning = purchaseView({ payment_status: "refund_pending" });
  expect(holdMessage(ended, returning)?.next).toContain("is being returned to wallet 100001");
  const returned = purchaseView({ payment_status: "refunded" });
  expect(holdMessage(ended, returned)?.next).toContain("was returned to wallet 100001");
});
