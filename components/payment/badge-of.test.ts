import { expect, it } from "vitest";
import { deposit, payment } from "@/lib/payments/examples";
import { badgeOf } from "./badge-of";

it.each([
  ["a refund that failed", { ...payment, refund_failed: true }, { status: "refund_failed" }],
  [
    "a dispute that was lost",
    { ...payment, status: "disputed", dispute: "lost" },
    { status: "dispute_lost" },
  ],
  ["a deposit that is in the wallet", deposit, { status: "succeeded", label: "Credited" }],
  [
    "a deposit that isn't",
    { ...deposit, credited_order: null },
    { status: "processing", label: "Processing" },
  ],
] as const)("badgeOf: %s → that", (_, view, badge) => {
  expect(badgeOf(view, false)).toEqual(badge);
});

it("badgeOf: declined → before anything else", () => {
  expect(badgeOf({ ...payment, refund_failed: true }, true)).toEqual({
    status: "failed",
    label: "Declined",
  });
});
