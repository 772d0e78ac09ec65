import { expect, test } from "vitest";
import {
  type ChallengeState,
  coversDebt,
  expectedAccount,
  expectedChallenge,
  expectedCredit,
  expectedFlag,
  expectedStatus,
  expectedWallet,
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
] as const)("expected…: %s → %j", (_, payment, [status, account, credit]) => {
  expect([expectedStatus(payment), expectedAccount(payment), expectedCredit(payment)]).toEqual([
    status,
    account,
    credit,
  ]);
});

test("expectedWorth: not paid → 0, and its status is Stripe's", () => {
  const open = { ...paid(), status: "requires_payment_method" };
  expect([expectedCredit(open), expectedStatus(open)]).toEqual([0, "requires_payment_method"]);
});

const spentBy = (deposit: ReturnType<typeof paid>, ...states: ChallengeState[]) => ({
  deposits: [deposit],
  purchases: states.map((state) => ({ price: 400, state })),
});
const disputed = (status: string, amount?: number) => paid([], [part(status, amount)]);

test.each([
  ["nothing went back", spentBy(paid(), "active", "active"), 200, ["active"], true],
  ["disputed", spentBy(disputed("needs_response"), "active"), -400, ["active", "held"], false],
  ["disputed", spentBy(disputed("under_review"), "held"), -400, ["active", "held"], true],
  [
    "disputed in part",
    spentBy(disputed("under_review", 300), "held", "active"),
    -100,
    ["active", "held"],
    true,
  ],
  [
    "disputed in part",
    spentBy(disputed("under_review", 300), "held", "held"),
    -100,
    ["active", "held"],
    false,
  ],
  ["refunded", spentBy(paid([part("succeeded")]), "held", "held"), -800, ["active", "held"], true],
  ["won", spentBy(disputed("won"), "held"), 600, ["active"], false],
  ["lost", spentBy(disputed("lost"), "active"), -400, ["active", "ended"], false],
  ["lost", spentBy(disputed("lost"), "ended"), 0, ["active", "ended"], true],
  [
    "lost in part",
    spentBy(disputed("lost", 300), "ended", "ended"),
    700,
    ["active", "ended"],
    false,
  ],
] as const)("expectedChallenge: %s → %j", (_, history, balance, states, covers) => {
  expect([expectedWallet(history), expectedChallenge(history), coversDebt(history)]).toEqual([
    balance,
    states,
    covers,
  ]);
});

test("expectedFlag: dispute to answer or failed refund → must; wallet that owes → may; else never", () => {
  expect(expectedFlag(paid([], [part("needs_response")]), false)).toBe("must");
  expect(expectedFlag(paid([], [part("lost")]), true)).toBe("may");
  expect(expectedFlag(paid([part("failed")]), false)).toBe("must");
  expect(expectedFlag(paid([], [part("won")]), false)).toBe("never");
  expect(expectedFlag(paid([part("failed"), part("succeeded")]), false)).toBe("never");
  expect(expectedFlag(paid([part("failed", 400)], [part("lost")]), false)).toBe("never");
});
