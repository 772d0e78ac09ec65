import { expect, it } from "vitest";
import type { PurchaseView } from "@/lib/challenges/schemas";
import { describePurchase, isLate } from "./describe-purchase";
import { purchaseView } from "./fixtures";

const purchase = (changes: Partial<PurchaseView>) =>
  purchaseView({
    account_login: null,
    status: 4,
    status_name: "failed",
    next_action: "RETRY",
    can_retry: true,
    payment_status: "failed",
    failure_reason: "PAYMENT_FAILED",
    payment_order: null,
    initial_balance_order: null,
    ...changes,
  });

it("describePurchase: a purchase that failed → where its fee is", () => {
  expect(describePurchase(purchase({})).note).toContain("You haven't been charged");
  const waiting = { next_action: "WAIT_REFUND", payment_status: "refund_pending" } as const;
  expect(describePurchase(purchase(waiting)).note).toContain(
    "$499.00 is being returned to wallet 100001",
  );
  const free = { ...waiting, payment_status: "not_required", amount: 0 } as const;
  expect(describePurchase(purchase(free)).note).toContain("You haven't been charged");
  const undone = { ...free, next_action: "BUY_AGAIN" } as const;
  expect(describePurchase(purchase(undone)).note).toContain("You haven't been charged");
  const refunded = { next_action: "BUY_AGAIN", payment_status: "refunded" } as const;
  expect(describePurchase(purchase(refunded)).note).toContain(
    "$499.00 has been returned to wallet 100001",
  );
});

it("isLate: more than a minute → late, and describePurchase no longer promises seconds", () => {
  const waiting = purchase({ next_action: "WAIT_ACTIVATION", status_name: "paid" });
  const after = (seconds: number) => isLate(waiting, waiting.created_time + seconds);
  expect([after(5), after(61)]).toEqual([false, true]);
  expect(describePurchase(waiting).note).toContain("usually within seconds");
  expect(describePurchase(waiting, true).note).not.toContain("usually");
  expect(isLate(purchase({ next_action: "OPEN_CHALLENGE" }), Number.POSITIVE_INFINITY)).toBe(false);
});

it("describePurchase: a purchase by card → set up, never charged to the wallet; failed → refunded to the card", () => {
  const payment_id = "pay_1";
  const pending = { status: 0, status_name: "pending", next_action: "WAIT_ACTIVATION" } as const;
  const opening = describePurchase(purchase({ ...pending, payment_id, failure_reason: "" }));
  expect(opening).toMatchObject({ label: "Setting up", status: "provisioning" });
  expect(opening.note).not.toContain("wallet");
  const failed = { next_action: "BUY_AGAIN", payment_status: "failed", can_retry: false } as const;
  expect(describePurchase(purchase({ ...failed, payment_id })).note).toContain(
    "The fee of $499.00 is being refunded to your card.",
  );
});

it.each([
  ["refund_pending", "Refund pending", "is being refunded to your card"],
  ["refund_failed", "Refund failed", "failed. Our support team is on it"],
  ["refunded", "Refunded", "has been refunded to your card"],
] as const)(
  "describePurchase: a purchase by card that failed, fee %s → %s",
  (payment_status, label, note) => {
    const failed = { next_action: "BUY_AGAIN", can_retry: false, payment_id: "pay_1" } as const;
    const described = describePurchase(purchase({ ...failed, payment_status }));
    expect(described.label).toBe(label);
    expect(described.note).toContain(note);
  },
);
