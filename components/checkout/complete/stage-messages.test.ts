import { expect, test } from "vitest";
import { stageMessage } from "./stage-messages";

test("stageMessage: a program that couldn't be bought → refunding; its refund failed → that, and who is on it", () => {
  const payment = { amount: "$499.00", thing: "challenge", reason: "PROGRAM_DISABLED" } as const;
  const refunding = stageMessage("rejected", payment);
  expect(refunding.money).toBe("We're refunding your payment of $499.00 in full to your card.");
  const failed = stageMessage("rejected", { ...payment, hasRefundFailed: true });
  expect(failed.money).toBe("The refund of your payment of $499.00 didn't go through.");
  expect(failed.text).toContain("our support team is on it");
  expect(`${failed.money} ${failed.text}`).not.toContain("5–10 business days");
});
