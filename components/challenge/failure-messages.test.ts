import { expect, it } from "vitest";
import type { PurchaseView } from "@/lib/challenges/schemas";
import { purchaseFailureMessage, refundMessage } from "./failure-messages";
import { purchaseView } from "./fixtures";

it("purchaseFailureMessage: each error code → a message of its own", () => {
  const codes = [
    "PAYMENT_FAILED",
    "NOT_ENOUGH_FUNDS",
    "ACCOUNT_CREATION_FAILED",
    "INITIAL_BALANCE_FAILED",
    "CHALLENGE_CREATION_FAILED",
    "CANCELLED",
  ];
  const other = purchaseFailureMessage("SOMETHING_NEW");
  expect(new Set([...codes.map(purchaseFailureMessage), other]).size).toBe(7);
});

it("refundMessage: each payment status → where the fee is; back only once it is refunded", () => {
  const message = (payment_status: PurchaseView["payment_status"], order: number | null = null) =>
    refundMessage(purchaseView({ payment_status, payment_rollback_order: order }));
  expect(message("failed")).toBe("You haven't been charged.");
  expect(message("not_required")).toBe("You haven't been charged.");
  const coming = "The fee of $499.00 is being returned to wallet 100001.";
  expect(message("refund_pending")).toBe(coming);
  expect(message("paid")).toBe(coming);
  expect(message("refunded", 500_102)).toBe(
    "The fee of $499.00 has been returned to wallet 100001 (reference 500102).",
  );
});
