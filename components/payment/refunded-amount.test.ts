import { expect, it } from "vitest";
import type { PaymentEventView } from "@/lib/payment-history/schemas";
import { refundedAmount } from "./refunded-amount";

const step = (id: string, from: string | null, to: string): PaymentEventView => ({
  id: `${id} ${to}`,
  occurred_at: "2026-11-29T10:00:00Z",
  changes: [{ kind: "refund", id, amount_cents: 5_000, from, to }],
});

it("refundedAmount: each refund counts once, a failed or canceled one doesn't", () => {
  const twice = [step("re_1", null, "pending"), step("re_1", "pending", "succeeded")];
  expect(refundedAmount(twice, "usd")).toBe("$50.00");
  expect(refundedAmount([...twice, step("re_2", null, "succeeded")], "usd")).toBe("$100.00");
  expect(refundedAmount([...twice, step("re_1", "succeeded", "failed")], "usd")).toBeNull();
  expect(refundedAmount([step("re_1", null, "canceled")], "usd")).toBeNull();
  expect(refundedAmount([], "usd")).toBeNull();
});
