import { dailyLoss, daysWithAnOpening, payouts, ruleSet, target, totalLoss } from "../rule-set";
import type { Preset } from "./preset";

const day = { zone: "Etc/GMT-3", starts_at: "00:00" };
const losses = {
  daily_loss: dailyLoss({ pct_of_reference: 500 }, "higher"),
  total_loss: totalLoss({ pct_of_initial: 1_000 }),
};

const evaluation = (pct_of_initial: number) =>
  ruleSet(day, {
    ...losses,
    profit_target: target({ pct_of_initial }),
    min_trading_days: daysWithAnOpening(3),
  });

export const fundingPips: Preset = {
  id: "fundingpips-2-step",
  name: "FundingPips-style 2 Step Standard",
  size: null,
  phases: [
    { name: "Student", phaseType: "evaluation", rules: evaluation(800) },
    { name: "Practitioner", phaseType: "evaluation", rules: evaluation(500) },
    {
      name: "Master",
      phaseType: "funded",
      rules: ruleSet(day, {
        ...losses,
        payout: payouts(8_000, { days: 14 }, { min_amount: { pct_of_initial: 100 } }),
      }),
    },
  ],
  sources: [
    "help.fundingpips.com/hc/en-us/articles/34501809112081-2-Step-Standard",
    "help.fundingpips.com/en/articles/9279477-2-step-model",
  ],
  asOf: "2026-10-04",
  notExpressed: [
    "The platform's time is given as UTC+3, without saying whether it changes in winter.",
    "How a trading day is counted isn't stated; here a day counts when a position is opened on it.",
    "The trader chooses the payout period and with it the split; this is the one of every two weeks with 80%.",
    "Profit of trades around high-impact news doesn't count on the funded account.",
    "A single idea may lose at most 3%: an operator's to judge.",
  ],
};
