import { expect, it } from "vitest";
import type { DepositView } from "@/lib/payments/schemas";
import { nextStepOf } from "./payment-next-step";

const deposit: DepositView = {
  payment_id: "pay_1",
  stripe_payment_intent_id: "pi_1",
  kind: "deposit",
  tier_id: null,
  market: null,
  asset_class: null,
  account_size: null,
  tier_terms: null,
  program_id: null,
  program_name: null,
  challenge_id: null,
  rejection_code: null,
  login: 100_001,
  credited_order: null,
  amount_cents: 5_000,
  currency: "usd",
  status: "requires_payment_method",
  dispute: null,
  failure_reason: null,
  card: null,
  refund_failed: false,
  prop_account_id: null,
  created_at: "2026-01-01T00:00:00.000Z",
  paid_at: null,
};

it("nextStepOf: a deposit that is open, declined or being credited → the page that checks with Stripe first", () => {
  const declined = { ...deposit, failure_reason: "card_declined" };
  const paid = { ...deposit, status: "succeeded" as const };
  expect([deposit, declined, paid].map(nextStepOf)).toEqual([
    { declined: false, label: "Continue", href: "/dashboard/wallet?deposit=pay_1" },
    { declined: true, label: "Try again", href: "/dashboard/wallet?deposit=pay_1" },
    { declined: false, label: "Details", href: "/dashboard/wallet?deposit=pay_1" },
  ]);
});
