import { expect, it } from "vitest";
import type { ChallengesView, NextAction, PurchaseView } from "@/lib/challenges/schemas";
import { entriesOf, pollingInterval } from "./entries";
import { challengeView, purchaseView } from "./fixtures";
import { isLate, purchaseWords } from "./purchase-words";

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

it("puts each purchase beside its challenge, in the order of the pages", () => {
  const first = { ...page(purchase({ id: 11 })), challenges: [] };
  const second = { ...page(purchase({ id: 10 })), challenges: [challengeView()] };
  expect(entriesOf([first, second]).map((it) => [it.purchase.id, it.challenge?.id])).toEqual([
    [11, undefined],
    [10, 12],
  ]);
});

it("asks often while an account is opened, now and then for a refund, else not at all", () => {
  const waiting = (...actions: NextAction[]) =>
    pollingInterval([page(...actions.map((next_action) => purchase({ next_action })))]);
  expect(waiting("RETRY", "WAIT_ACTIVATION", "WAIT_REFUND")).toBe(2000);
  expect(waiting("WAIT_REFUND", "OPEN_CHALLENGE")).toBe(10_000);
  expect(waiting("OPEN_CHALLENGE", "BUY_AGAIN", "RETRY")).toBe(false);
});

it("says of every purchase that failed where its money is", () => {
  expect(purchaseWords(purchase({})).note).toContain("No money was taken");
  const waiting = { next_action: "WAIT_REFUND", payment_status: "refund_pending" } as const;
  expect(purchaseWords(purchase(waiting)).note).toContain("$499.00 goes back to wallet 100001");
  const free = { ...waiting, payment_status: "not_required", amount: 0 } as const;
  expect(purchaseWords(purchase(free)).note).toContain("No money was taken");
  const undone = { ...free, next_action: "BUY_AGAIN" } as const;
  expect(purchaseWords(purchase(undone)).note).toContain("No money was taken");
  const refunded = { next_action: "BUY_AGAIN", payment_status: "refunded" } as const;
  expect(purchaseWords(purchase(refunded)).note).toContain("$499.00 is back in wallet 100001");
});

it("promises seconds only in the first minute", () => {
  const waiting = purchase({ next_action: "WAIT_ACTIVATION", status_name: "paid" });
  const after = (seconds: number) => isLate(waiting, waiting.created_time + seconds);
  expect([after(5), after(61)]).toEqual([false, true]);
  expect(purchaseWords(waiting).note).toContain("usually within seconds");
  expect(purchaseWords(waiting, true).note).not.toContain("usually");
  expect(isLate(purchase({ next_action: "OPEN_CHALLENGE" }), Number.POSITIVE_INFINITY)).toBe(false);
});
