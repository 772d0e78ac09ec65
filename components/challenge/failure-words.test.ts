import { expect, it } from "vitest";
import type { PurchaseView } from "@/lib/challenges/schemas";
import { failureWords, moneyWords } from "./failure-words";
import { purchaseView } from "./fixtures";

it("has words for each way a purchase can fail", () => {
  const codes = [
    "PAYMENT_FAILED",
    "NOT_ENOUGH_FUNDS",
    "ACCOUNT_CREATION_FAILED",
    "INITIAL_BALANCE_FAILED",
    "CHALLENGE_CREATION_FAILED",
    "CANCELLED",
  ];
  const other = failureWords("SOMETHING_NEW");
  expect(new Set([...codes.map(failureWords), other]).size).toBe(7);
});

it("says where the money is, and never that it is back before it is", () => {
  const words = (payment_status: PurchaseView["payment_status"], order: number | null = null) =>
    moneyWords(purchaseView({ payment_status, payment_rollback_order: order }));
  expect(words("failed")).toBe("No money was taken.");
  expect(words("not_required")).toBe("No money was taken.");
  const coming = "The fee of $499.00 goes back to wallet 100001. It isn't there yet.";
  expect(words("refund_pending")).toBe(coming);
  expect(words("paid")).toBe(coming);
  expect(words("refunded", 500_102)).toBe(
    "The fee of $499.00 is back in wallet 100001, order 500102.",
  );
});
