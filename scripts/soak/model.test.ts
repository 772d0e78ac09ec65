import { expect, test } from "vitest";
import {
  expectedAccount,
  expectedChallenge,
  expectedFlag,
  expectedStatus,
  expectedWallet,
  expectedWorth,
} from "./model";

const part = (status: string, amount = 1_000) => ({ id: "any", request: null, status, amount });
const paid = (
  refunds: ReturnType<typeof part>[] = [],
  disputes: ReturnType<typeof part>[] = [],
) => ({
  status: "succeeded",
  amount: 1_000,
  refunds,
  disputes,
});

test.each([
  ["paid", paid(), ["succeeded", "active", 1_000]],
  ["refunded in part", paid([part("succeeded", 400)]), ["partially_refunded", "active", 600]],
  ["refunded in full", paid([part("pending")]), ["refunded", "closed", 0]],
  ["refund failed", paid([part("failed")]), ["succeeded", "active", 1_000]],
  ["disputed", paid([], [part("needs_response")]), ["disputed", "suspended", 0]],
  ["dispute opened again", paid([], [part("under_review")]), ["disputed", "suspended", 0]],
  ["dispute won", paid([], [part("won")]), ["succeeded", "active", 1_000]],
  ["dispute lost", paid([], [part("lost")]), ["disputed", "closed", 0]],
  ["inquiry", paid([], [part("warning_needs_response")]), ["succeeded", "active", 1_000]],
] as const)("expected…: %s → %j", (_, there, [status, account, worth]) => {
  expect([expectedStatus(there), expectedAccount(there), expectedWorth(there)]).toEqual([
    status,
    account,
    worth,
  ]);
});

test("expectedWorth: not paid → 0, and its status is Stripe's", () => {
  const open = { ...paid(), status: "requires_payment_method" };
  expect([expectedWorth(open), expectedStatus(open)]).toEqual([0, "requires_payment_method"]);
});

test("expectedWallet: deposit spent and then disputed → the wallet owes what was spent", () => {
  const purchases = [{ price: 700, hasEnded: false }];
  const life = (disputes: ReturnType<typeof part>[]) => ({
    deposits: [paid([], disputes)],
    purchases,
  });
  expect(expectedWallet(life([]))).toBe(300);
  expect(expectedWallet(life([part("lost")]))).toBe(-700);
  expect(expectedChallenge(life([part("lost")]))).toEqual(["active"]);
});

test("expectedWallet: challenge ended by the firm → its fee is back in the wallet", () => {
  const purchases = [
    { price: 700, hasEnded: true },
    { price: 200, hasEnded: false },
  ];
  expect(expectedWallet({ deposits: [paid()], purchases })).toBe(800);
});

test("expectedFlag: dispute to answer → must; wallet that owes or failed refund → may; else never", () => {
  expect(expectedFlag(paid([], [part("needs_response")]), false)).toBe("must");
  expect(expectedFlag(paid([], [part("lost")]), true)).toBe("may");
  expect(expectedFlag(paid([part("failed")]), false)).toBe("may");
  expect(expectedFlag(paid([], [part("won")]), false)).toBe("never");
});
