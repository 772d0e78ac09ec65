import { exampleTierTerms } from "@/lib/catalog/examples";
import type {
  ChallengePaymentView,
  CheckoutView,
  DepositView,
  ProgramPaymentView,
} from "./schemas";

const paymentId = "pay_01932f6b5d217c4e9b0e6f7a8c1d2e3f";
const programPaymentId = "pay_01932f8d1b227d3f9e5a6b7c8d9e0f1a";
const depositId = "pay_01932f7c0a117b2e8d4f5a6b7c8d9e0f";

export const checkout: CheckoutView = {
  payment_id: paymentId,
  stripe_payment_intent_id: "pi_3QK2mRExample",
  client_secret: "pi_3QK2mRExample_secret_s3cr3t",
  amount_cents: 19_900,
  currency: "usd",
  status: "requires_payment_method",
};

export const depositStarted: CheckoutView = {
  ...checkout,
  payment_id: depositId,
  stripe_payment_intent_id: "pi_3QK4tSExample",
  client_secret: "pi_3QK4tSExample_secret_s3cr3t",
  amount_cents: 50_000,
};

export const payment: ChallengePaymentView = {
  payment_id: paymentId,
  stripe_payment_intent_id: "pi_3QK2mRExample",
  amount_cents: 19_900,
  currency: "usd",
  status: "succeeded",
  dispute: null,
  failure_reason: null,
  card: { brand: "visa", last4: "4242" },
  refund_failed: false,
  prop_account_id: "prop_01932f6b61f87a1b8c2d3e4f5a6b7c8d",
  created_at: "2026-11-21T09:30:00.000Z",
  paid_at: "2026-11-21T09:30:41.000Z",
  kind: "challenge",
  tier_id: "tier_25k",
  market: "crypto",
  asset_class: "crypto",
  account_size: 25_000,
  tier_terms: exampleTierTerms,
  program_id: null,
  program_name: null,
  challenge_id: null,
  rejection_code: null,
  login: null,
  credited_order: null,
};

export const deposit: DepositView = {
  ...payment,
  payment_id: depositId,
  stripe_payment_intent_id: "pi_3QK4tSExample",
  amount_cents: 50_000,
  prop_account_id: null,
  kind: "deposit",
  tier_id: null,
  market: null,
  asset_class: null,
  account_size: null,
  tier_terms: null,
  login: 100_001,
  credited_order: 500_100,
};

export const programPayment: ProgramPaymentView = {
  ...deposit,
  payment_id: programPaymentId,
  stripe_payment_intent_id: "pi_3QK5tSExample",
  amount_cents: 49_900,
  kind: "program",
  program_id: 1,
  program_name: "Two-step 100K",
  challenge_id: 12,
  rejection_code: null,
};

export const programCheckout: CheckoutView = {
  ...checkout,
  payment_id: programPaymentId,
  stripe_payment_intent_id: "pi_3QK5tSExample",
  client_secret: "pi_3QK5tSExample_secret_s3cr3t",
  amount_cents: 49_900,
};
