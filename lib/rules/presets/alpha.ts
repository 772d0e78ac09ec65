import { dailyLoss, payouts, ruleSet, target, totalLoss } from "../rule-set";
import type { Preset } from "./preset";

const day = { zone: "Etc/GMT-3", starts_at: "00:00" };
const losses = {
  daily_loss: dailyLoss({ pct_of_reference: 500 }, "balance"),
  total_loss: totalLoss({ pct_of_initial: 1_000 }),
};

const evaluation = (pct_of_initial: number) =>
  ruleSet(day, { ...losses, profit_target: target({ pct_of_initial }) });

export const alpha: Preset = {
  id: "alpha-pro-10",
  name: "Alpha-style Pro 10%",
  size: null,
  phases: [
    { name: "Phase 1", phaseType: "evaluation", rules: evaluation(1_000) },
    { name: "Phase 2", phaseType: "evaluation", rules: evaluation(500) },
    {
      name: "Qualified Analyst",
      phaseType: "funded",
      rules: ruleSet(day, { ...losses, payout: payouts(8_000, { days: 14 }) }),
    },
  ],
  sources: [
    "help.alphacapitalgroup.uk/en/articles/6934210-what-are-the-daily-risk-limits-and-how-do-they-work",
    "help.alphacapitalgroup.uk/en/articles/8420429-alpha-pro-8-10",
    "help.alphacapitalgroup.uk/en/articles/6934220-what-is-the-maximum-total-loss",
  ],
  asOf: "2026-10-04",
  notExpressed: [
    "The broker's time is given as GMT+3, without saying whether it changes in winter.",
    "Minimum trading days: our sources differ.",
    "An account is closed after 30 days without a login; the judge knows openings of positions, not logins.",
    "Maximum lots depend on the account's size.",
    "Average duration of trades, news and a loss of 2% in one idea are an operator's to judge.",
  ],
};
