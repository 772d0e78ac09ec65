import { exampleTierTerms } from "@/lib/catalog/examples";
import type { PropAccountView } from "./schemas";

export const propAccount: PropAccountView = {
  id: "prop_01932f6b61f87a1b8c2d3e4f5a6b7c8d",
  tier_id: "tier_25k",
  market: "crypto",
  asset_class: "crypto",
  account_size: 25_000,
  tier_terms: exampleTierTerms,
  status: "active",
  status_reason: null,
  firm_reason: null,
  subaccount_id: 17,
  subaccount_uuid: "5b0c6a52-8a1e-4a56-9f0c-3f3a5a1d7e42",
  synthetic_hotkey: "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY_17",
  stripe_payment_intent_id: "pi_3QK2mRExample",
  payment_id: "pay_01932f6b5d217c4e9b0e6f7a8c1d2e3f",
  created_at: "2026-11-21T09:30:41.000Z",
  activated_at: "2026-11-21T09:30:44.000Z",
  challenge_id: 38,
  evaluation_status: "evaluation",
};

export const freeAccount: PropAccountView = {
  ...propAccount,
  id: "prop_01932f8d1b227c3f9e5a6b7c8d9e0f1a",
  tier_id: "tier_demo",
  account_size: 10_000,
  status: "provisioning",
  subaccount_id: null,
  subaccount_uuid: null,
  synthetic_hotkey: null,
  stripe_payment_intent_id: null,
  payment_id: null,
  activated_at: null,
  challenge_id: null,
  evaluation_status: null,
};
