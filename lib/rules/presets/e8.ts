import { dailyLoss, ruleSet, totalLoss } from "../rule-set";
import type { Preset } from "./preset";

const day = { zone: "UTC", starts_at: "00:00" };
const rules = {
  daily_loss: dailyLoss({ pct_of_initial: 400 }, "balance"),
  total_loss: totalLoss(
    { pct_of_initial: 600 },
    { reference: "balance_high", lock: { plus_cents: 0 } },
  ),
  after_withdrawal: "keep",
} as const;

export const e8: Preset = {
  id: "e8-one",
  name: "E8-style One",
  size: null,
  phases: [
    { name: "Evaluation", phaseType: "evaluation", rules: ruleSet(day, rules) },
    { name: "Funded", phaseType: "funded", rules: ruleSet(day, rules) },
  ],
  sources: [
    "help.e8markets.com/en/articles/11769446-daily-drawdown",
    "help.e8markets.com/en/articles/11782996-dynamic-drawdown",
    "help.e8markets.com/en/articles/9323884-payout-share-request-from-e8-trader-account-on-e8-one",
  ],
  asOf: "2026-10-04",
  notExpressed: [
    "The profit target is chosen at checkout, as are both loss limits: enter a target, or the evaluation is never passed.",
    "The server's time zone isn't stated; here a day begins at 00:00 UTC.",
    "For a payout the best day may be at most 40% of the profit: add it with the terms of payouts, whose split is chosen at checkout too.",
    "Lots of an order, changes of orders a day and very short trades are an operator's to judge.",
  ],
};
