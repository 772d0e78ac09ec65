import { describe, expect, it } from "vitest";
import { challengeView, purchaseView } from "@/components/challenge/fixtures";
import type { ListedChallenge, ListedPropAccount } from "@/lib/accounts/schemas";
import { propAccount } from "@/lib/prop-accounts/examples";
import type { PropAccountView } from "@/lib/prop-accounts/schemas";
import { describeAccount } from "./describe-account";
import { isPendingAccount } from "./is-pending";

const listedAccount = (changes: Partial<PropAccountView> = {}): ListedPropAccount => ({
  kind: "prop-account",
  paidWith: "card",
  account: { ...propAccount, ...changes },
});
const listedChallenge = (changes: Partial<ListedChallenge> = {}): ListedChallenge => ({
  kind: "challenge",
  paidWith: "wallet",
  purchase: purchaseView(),
  challenge: challengeView(),
  phases: [{ phase_type: 0 }, { phase_type: 0 }, { phase_type: 1 }],
  size: 100_000,
  currency: "USD",
  ...changes,
});

describe("describeAccount", () => {
  it("describeAccount: a prop account → its size, model and market, its key, and the link to its page", () => {
    expect(describeAccount(listedAccount())).toEqual({
      id: propAccount.id,
      href: `/dashboard/accounts/${propAccount.id}`,
      name: "One-step 25K, Crypto",
      size: "$25,000",
      login: propAccount.synthetic_hotkey,
      loginName: "Key",
      phase: "One-step",
      badge: { status: "active" },
      reason: null,
      paidWith: "Card",
      startedAt: propAccount.activated_at,
    });
  });

  it("describeAccount: a challenge → its phase of all, its login, and the link to its page", () => {
    expect(describeAccount(listedChallenge())).toMatchObject({
      id: "purchase-10",
      href: "/dashboard/challenges/12",
      name: "Two-step 100K",
      size: "$100,000",
      login: "2000100",
      loginName: "Login",
      phase: "Two-step · Phase 1 of 3",
      badge: { status: "active" },
      paidWith: "Wallet",
    });
  });

  it("describeAccount: a purchase without a challenge → no page and no badge of its own", () => {
    const line = describeAccount(listedChallenge({ challenge: null }));
    expect(line).toMatchObject({ href: null, badge: null, login: null });
    expect(line.phase).toBe("Two-step · 3 phases");
  });

  it.each([
    [{ status: "provisioning", activated_at: null }, { status: "provisioning" }, null],
    [
      { status: "provisioning_failed", activated_at: null },
      { status: "provisioning_failed", label: "Setup delayed" },
      null,
    ],
    [
      { status: "suspended", status_reason: "dispute" },
      { status: "suspended" },
      "Payment disputed",
    ],
    [{ status: "closed", status_reason: "refunded" }, { status: "closed" }, "Payment refunded"],
    [{ status: "closed", status_reason: "by_firm" }, { status: "closed" }, "By our team"],
  ] as const)(
    "describeAccount: a prop account with %j → its badge and the reason",
    (changes, badge, reason) => {
      expect(describeAccount(listedAccount(changes))).toMatchObject({ badge, reason });
    },
  );

  it("describeAccount: a challenge that is held, was ended by the firm, or was passed → its badge and the reason", () => {
    const hold = { reason: "deposit_disputed", since: 1, payment_id: "pay_1" } as const;
    const lines = [
      challengeView({ hold }),
      challengeView({ status: 4, status_name: "cancelled", end_reason: "refunded" }),
      challengeView({ status: 2, status_name: "passed" }),
    ].map((challenge) => describeAccount(listedChallenge({ challenge })));
    expect(lines.map(({ badge, reason }) => [badge?.status, reason])).toEqual([
      ["suspended", "Top-up disputed"],
      ["cancelled", "Payment refunded"],
      ["passed", null],
    ]);
  });

  it("describeAccount: an account from before its rules were stored → no model", () => {
    expect(describeAccount(listedAccount({ tier_terms: null }))).toMatchObject({
      phase: "–",
      size: "$25,000",
    });
  });
});

it("isPendingAccount: an account being set up, a purchase on its way or being refunded → polled; else → not", () => {
  const purchase = (next_action: ReturnType<typeof purchaseView>["next_action"]) =>
    listedChallenge({ challenge: null, purchase: purchaseView({ next_action }) });
  const pending = [
    listedAccount({ status: "provisioning" }),
    purchase("COMPLETE_PAYMENT"),
    purchase("WAIT_ACTIVATION"),
    purchase("WAIT_REFUND"),
  ];
  const settled = [
    listedAccount(),
    listedAccount({ status: "provisioning_failed" }),
    listedChallenge(),
    purchase("RETRY"),
    purchase("BUY_AGAIN"),
  ];
  expect(pending.map(isPendingAccount)).toEqual([true, true, true, true]);
  expect(settled.map(isPendingAccount)).toEqual([false, false, false, false, false]);
});
