import { expect, it } from "vitest";
import { deposit, payment } from "@/lib/openapi/examples/card";
import { failedRefundWords } from "./failed-refund-words";

const failed = { status: "failed", amount_cents: 5_000, is_handled: false } as const;

it("failedRefundWords: a failed refund → how much, and that we write; none once it is handled", () => {
  expect(failedRefundWords(payment, [failed])).toBe(
    "A refund of $50.00 didn't arrive: your bank returned it. We write to you to agree on another way to pay it.",
  );
  expect(failedRefundWords(payment, [{ ...failed, is_handled: true }])).toBeNull();
  expect(failedRefundWords(payment, [])).toBeNull();
});

it("failedRefundWords: several, of a deposit, canceled → all of them, and where the money is", () => {
  const canceled = { status: "canceled", amount_cents: 1_000, is_handled: false } as const;
  const words = failedRefundWords(deposit, [failed, failed, canceled]) ?? "";
  expect(words).toContain("Refunds of $100.00 together didn't arrive");
  expect(words).toContain("A refund of $10.00 was canceled.");
  expect(words).toContain(`The amount is in wallet ${deposit.login} again.`);
});
