import { describe, expect, it } from "vitest";
import type { ChallengePaymentView, PaymentStatus } from "@/lib/payments/schemas";
import type { PropAccountView } from "@/lib/prop-accounts/schemas";
import { pollingInterval, stageOf, type Watch } from "./stage";

const payment = (
  status: PaymentStatus,
  failure_reason: string | null = null,
): ChallengePaymentView => ({
  payment_id: "pay_1",
  stripe_payment_intent_id: "pi_1",
  kind: "challenge",
  login: null,
  credited_order: null,
  tier_id: "tier_25k",
  market: "crypto",
  asset_class: "crypto",
  account_size: 25_000,
  tier_terms: null,
  program_id: null,
  program_name: null,
  challenge_id: null,
  rejection_code: null,
  amount_cents: 19_900,
  currency: "usd",
  status,
  dispute: null,
  failure_reason,
  card: null,
  refund_failed: false,
  prop_account_id: null,
  created_at: "2026-01-01T00:00:00.000Z",
  paid_at: status === "succeeded" ? "2026-01-01T00:00:00.000Z" : null,
});

const account = (status: PropAccountView["status"]): PropAccountView => ({
  id: "prop_1",
  tier_id: "tier_25k",
  market: "crypto",
  asset_class: "crypto",
  account_size: 25_000,
  tier_terms: null,
  status,
  status_reason: null,
  firm_reason: null,
  subaccount_id: null,
  subaccount_uuid: null,
  synthetic_hotkey: null,
  stripe_payment_intent_id: "pi_1",
  payment_id: "pay_1",
  created_at: "2026-01-01T00:00:00.000Z",
  activated_at: null,
  challenge_id: null,
  evaluation_status: null,
});

const watch: Watch = { watched: 0, sincePaid: 0, redirectStatus: null, checked: true };

describe("stageOf: a paid purchase", () => {
  const paid = payment("succeeded");

  it("account active → ready; any other status, or no account → not ready", () => {
    const stages = (
      ["active", "provisioning", "provisioning_failed", "suspended", "closed"] as const
    )
      .map((status) => stageOf({ payment: paid, account: account(status) }, watch))
      .filter((stage) => stage === "ready");
    expect(stages).toHaveLength(1);
    expect(stageOf({ payment: paid, account: null }, watch)).toBe("creating");
  });

  it("no account 30 s after the payment → late", () => {
    const later = { ...watch, sincePaid: 30 };
    expect(stageOf({ payment: paid, account: null }, later)).toBe("late");
    expect(stageOf({ payment: paid, account: account("provisioning") }, later)).toBe("late");
  });
});

describe("stageOf: a payment that is still open at our server", () => {
  it("Stripe.js reported success → confirming", () => {
    // The failure reason of an earlier declined card stays until the event arrives.
    const open = payment("requires_payment_method", "generic_decline");
    expect(
      stageOf({ payment: open, account: null }, { ...watch, redirectStatus: "succeeded" }),
    ).toBe("confirming");
  });

  it("Stripe.js reported success, and no event for 300 s → unconfirmed, never unpaid", () => {
    const open = { payment: payment("requires_payment_method"), account: null };
    const long = {
      watched: 300,
      sincePaid: 300,
      redirectStatus: "succeeded",
      checked: true,
    } as const;
    expect(stageOf(open, long)).toBe("unconfirmed");
  });

  it("not compared with Stripe since the page opened → checking, never unpaid", () => {
    const unchecked = { ...watch, checked: false };
    for (const status of ["requires_payment_method", "requires_action"] as const) {
      const open = { payment: payment(status, "insufficient_funds"), account: null };
      expect(stageOf(open, unchecked)).toBe("checking");
      expect(pollingInterval("checking", 0)).toBe(1000);
    }
  });

  it("with a failure reason → declined; without → unfinished", () => {
    const declined = payment("requires_payment_method", "insufficient_funds");
    expect(stageOf({ payment: declined, account: null }, watch)).toBe("declined");
    const open = payment("requires_payment_method");
    expect(stageOf({ payment: open, account: null }, watch)).toBe("unfinished");
  });
});

it("pollingInterval: first 1 s, then 5 s, and false once the purchase is settled", () => {
  expect(pollingInterval("creating", 3)).toBe(1000);
  expect(pollingInterval("late", 60)).toBe(5000);
  expect(pollingInterval("late", 3600)).toBe(false);
  expect(pollingInterval("ready", 0)).toBe(false);
});

it("stageOf: a lost dispute → dispute_lost; an open one → disputed", () => {
  const disputed = payment("disputed");
  expect(stageOf({ payment: disputed, account: account("suspended") }, watch)).toBe("disputed");
  const lost = { ...disputed, dispute: "lost" as const };
  expect(stageOf({ payment: lost, account: account("closed") }, watch)).toBe("dispute_lost");
});
