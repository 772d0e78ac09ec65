import { expect, it } from "vitest";
import { deposit, payment, programPayment } from "@/lib/payments/examples";
import { failedRefundMessage } from "./failed-refund-message";

const failed = { status: "failed", amount_cents: 5_000, is_handled: false } as const;

it("failedRefundMessage: a failed refund → its amount and what happens next; handled → null", () => {
  expect(failedRefundMessage(payment, [failed])).toBe(
    "Refund of $50.00 failed: your bank returned it. We'll contact you to arrange another way to pay you back.",
  );
  expect(failedRefundMessage(payment, [{ ...failed, is_handled: true }])).toBeNull();
  expect(failedRefundMessage(payment, [])).toBeNull();
});

it("failedRefundMessage: several failed and canceled refunds of a deposit → all of them, and where the money is", () => {
  const canceled = { status: "canceled", amount_cents: 1_000, is_handled: false } as const;
  const message = failedRefundMessage(deposit, [failed, failed, canceled]) ?? "";
  expect(message).toContain("Refunds totaling $100.00 failed: your bank returned them.");
  expect(message).toContain("Refund of $10.00 was canceled.");
  expect(message).toContain(`The amount is back in wallet ${deposit.login}.`);
});

it("failedRefundMessage: Stripe rejected the refund of a program that couldn't be bought → that it didn't go through", () => {
  const rejected = { ...programPayment, refund_failed: true };
  expect(failedRefundMessage(rejected, [])).toContain(
    "didn't go through. Our support team is on it",
  );
  expect(failedRefundMessage(programPayment, [])).toBeNull();
});
