import { dailyLoss, daysWithAnOpening, payouts, ruleSet, target, totalLoss } from "@/lib/rules";
import type { RuleSet } from "@/lib/rules/schemas";
import { describeRuleSet } from "@/lib/rules/texts";
import { presentRules } from "./present-rules";
import { fieldsOfRules } from "./rule-fields";
import type {
  BoughtProgramView,
  ProgramView,
  RuleSetView,
  StepView,
  TierTerms,
  TierView,
} from "./schemas";

/** The rules of the examples: a 8% target, 5% daily and 10% total loss, five trading days in 30 days. */
export const exampleRules: RuleSet = ruleSet(
  { zone: "UTC", starts_at: "00:00" },
  {
    profit_target: target({ pct_of_initial: 800 }),
    daily_loss: dailyLoss({ pct_of_initial: 500 }, "balance"),
    total_loss: totalLoss({ pct_of_initial: 1_000 }),
    min_trading_days: daysWithAnOpening(5),
    time_limit: { days: 30, from: "open" },
    payout: payouts(8_000, { days: 0 }, { schedule: null }),
  },
);
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
  program_slug: "challenge-25k",
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
      rules_summary: describeRuleSet(exampleRules, "usd", "evaluation"),
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

export const boughtProgram: BoughtProgramView = {
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

export const program: ProgramView = {
  ...boughtProgram,
  slug: "challenge-100k",
  recommended: false,
};

const legalFields = {
  kind: "terms",
  version: 1,
  published_at: "2026-12-01T09:00:00.000Z",
} as const;

export const legalSummaries = [
  { ...legalFields, title: "Terms of purchase", url: "https://example.com/terms" },
];

export const legalDocument = {
  ...legalFields,
  title: "Terms of purchase",
  url: "https://example.com/terms?version=1",
  is_current: true,
  markdown: "## What you buy\n\nYou pay a one-time fee for a trading challenge.",
  versions: [{ version: 1, published_at: legalFields.published_at }],
};

export const legalRecordExample = {
  kind: "terms",
  markdown: legalDocument.markdown,
  versions: [{ ...legalDocument.versions[0], author: null }],
  draft: {
    markdown: "## What you buy\n\nYou pay a fee once for a trading challenge.",
    saved_at: "2026-12-02T09:00:00.000Z",
    author: "admin@example.com",
  },
  version: 2,
};
