import { expect, it } from "vitest";
import { deposit } from "@/lib/payments/examples";
import { type DepositView, paymentStatuses } from "@/lib/payments/schemas";
import { describeUncredited } from "./describe-uncredited";

const uncredited = (change: Partial<DepositView>): DepositView => ({
  ...deposit,
  credited_order: null,
  ...change,
});
const textOf = (change: Partial<DepositView>, declined = false) =>
  describeUncredited(uncredited(change), declined);

it.each(paymentStatuses)("describeUncredited: %s → why it isn't in the balance", (status) => {
  expect(textOf({ status }).length).toBeGreaterThan(10);
});

it("describeUncredited: an open dispute → on hold; a lost one → reversed", () => {
  expect(textOf({ status: "disputed", dispute: "open" })).toContain("On hold");
  expect(textOf({ status: "disputed", dispute: "lost" })).toContain("Reversed by the bank");
});

it("describeUncredited: paid → on its way, never unpaid; declined → not charged", () => {
  expect(textOf({ status: "succeeded" })).toBe("Paid, on its way to your balance");
  expect(textOf({ status: "requires_payment_method" }, true)).toBe("You weren't charged");
});
