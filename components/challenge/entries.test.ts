import { expect, it } from "vitest";
import type { ChallengesView, NextAction, PurchaseView } from "@/lib/challenges/schemas";
import { describePurchase, isLate } from "./describe-purchase";
import { entriesOf, pollingInterval } from "./entries";
import { challengeView, purchaseView } from "./fixtures";

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

const page = (...purchases: PurchaseView[]): ChallengesView => ({
  purchases,
  challenges: [],
  next_cursor: null,
});

it("entriesOf: two pages → each purchase with its challenge, in the order of the pages", () => {
  const first = { ...page(purchase({ id: 11 })), challenges: [] };
  const second = { ...page(purchase({ id: 10 })), challenges: [challengeView()] };
  expect(
    entriesOf([first, second]).map((entry) => [entry.purchase.id, entry.challenge?.id]),
  ).toEqual([
    [11, undefined],
    [10, 12],
  ]);
});

it("pollingInterval: an account is being opened → 2 s; only a refund is pending → 10 s; else → never", () => {
  const waiting = (...actions: NextAction[]) =>
    pollingInterval([page(...actions.map((next_action) => purchase({ next_action })))]);
  expect(waiting("RETRY", "WAIT_ACTIVATION", "WAIT_REFUND")).toBe(2000);
  expect(waiting("WAIT_REFUND", "OPEN_CHALLENGE")).toBe(10_000);
  expect(waiting("OPEN_CHALLENGE", "BUY_AGAIN", "RETRY")).toBe(false);
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
