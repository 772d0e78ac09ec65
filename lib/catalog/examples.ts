import type { RuleSet } from "@/lib/rules/schemas";
import { describeRuleSet } from "@/lib/rules/texts";
import { presentRules } from "./present-rules";
import { fieldsOfRules } from "./rule-fields";
import type { ProgramView, RuleSetView, StepView, TierTerms, TierView } from "./schemas";

/** The rules of the examples: a 8% target, 5% daily and 10% total loss, five trading days in 30 days. */
export const exampleRules: RuleSet = {
  version: 1,
  day: { zone: "UTC", starts_at: "00:00" },
  daily_loss: {
    measure: "equity",
    at_limit: "below",
    limit: { pct_of_initial: 500 },
    reference: "balance",
    check: "always",
    // biome-ignore lint/suspicious/noThenProperty: the rule's field
    then: "fail",
  },
  total_loss: {
    measure: "equity",
    at_limit: "below",
    limit: { pct_of_initial: 1_000 },
    reference: "initial",
    lock: null,
    check: "always",
  },
  profit_target: {
    amount: { pct_of_initial: 800 },
    measure: "balance_flat",
    hold: "at_decision",
  },
  min_trading_days: { days: 5, counts: "opened", min_profit: null },
  time_limit: { days: 30, from: "open" },
  max_trading_days: null,
  inactivity_days: null,
  consistency: null,
  max_open_positions: null,
  max_lots: null,
  holding: null,
  after_withdrawal: "shift",
  conduct: [],
  payout: {
    split_pct: 8_000,
    steps: [],
    first_after_days: 0,
    schedule: null,
    min_amount: null,
    min_winning_days: null,
    flat: false,
    buffer: null,
    fee_refund_with: null,
    while_pending: "frozen",
  },
};
/** Their hash; a test compares it. */
export const EXAMPLE_RULE_SET = "8826656d6c57a5ce198bd644549ac019c0549479bc0fa95fe366fa6301fc7de8";

const phase = { phase_index: 1, phase_type: 0, name: "Evaluation" } as const;
const { profit_split_pct, ...fields } = fieldsOfRules(exampleRules);
const { profit_target_pct, max_daily_loss_pct, max_total_loss_pct, min_trading_days } = fields;
const tierFields = {
  profit_target_pct,
  max_daily_loss_pct,
  max_total_loss_pct,
  profit_split_pct,
  min_trading_days,
};
const rulesOf = (initial: number) =>
  presentRules(
    { phaseType: 0, ruleSetId: EXAMPLE_RULE_SET, rules: exampleRules },
    { initial, currency: "usd" },
  );

export const exampleRuleSet: RuleSetView = rulesOf(10_000_000);

export const tier: TierView = {
  id: "tier_25k",
  name: "25K",
  program_id: 6,
  account_size: 25_000,
  price_cents: 19_900,
  currency: "usd",
  ...tierFields,
  recommended: true,
  markets: [{ market: "crypto", asset_class: "crypto" }],
  phases: [{ ...phase, ...rulesOf(2_500_000) }],
};

export const exampleTierTerms: TierTerms = {
  name: "25K",
  ...tierFields,
  rule_set: EXAMPLE_RULE_SET,
  currency: "usd",
  phases: [
    {
      ...phase,
      rule_set: EXAMPLE_RULE_SET,
      rules_summary: describeRuleSet(exampleRules, "usd"),
    },
  ],
};

export const step: StepView = {
  ...phase,
  account_group: "PROP-DEMO-100K",
  initial_balance: 100_000,
  currency: "USD",
  ...fields,
  profit_split: profit_split_pct,
  ...rulesOf(10_000_000),
};

export const program: ProgramView = {
  id: 1,
  brand: "brand-a",
  name: "challenge-100k",
  display_name: "Challenge 100K",
  description: "One evaluation and a funded phase.",
  price: 499,
  price_currency: "USD",
  price_label: "$499.00",
  profit_split: 80,
  status: 0,
  sort_index: 1,
  steps: [step],
};
