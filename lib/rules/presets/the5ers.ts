import { dailyLoss, payouts, ruleSet, target, totalLoss } from "../rule-set";
import { newsRule, newYorkClose, type Preset } from "./preset";

const shared = {
  daily_loss: dailyLoss({ pct_of_reference: 500 }, "higher"),
  total_loss: totalLoss({ pct_of_initial: 1_000 }),
  inactivity_days: 30,
  conduct: [
    newsRule(
      2,
      "Don't execute orders from 2 minutes before until 2 minutes after high-impact news.",
    ),
  ],
};

const evaluation = (pct_of_initial: number) =>
  ruleSet(newYorkClose, {
    ...shared,
    profit_target: target({ pct_of_initial }),
    min_trading_days: { days: 3, counts: "closed_profit", min_profit: { pct_of_initial: 50 } },
  });

export const the5ers: Preset = {
  id: "the5ers-high-stakes",
  name: "The5ers-style High Stakes",
  size: null,
  phases: [
    { name: "Step 1", phaseType: "evaluation", rules: evaluation(800) },
    { name: "Step 2", phaseType: "evaluation", rules: evaluation(500) },
    {
      name: "Funded",
      phaseType: "funded",
      rules: ruleSet(newYorkClose, {
        ...shared,
        payout: payouts(8_000, { days: 14 }, { min_amount: { cents: 15_000 } }),
      }),
    },
  ],
  sources: [
    "help.the5ers.com/what-is-the-maximum-loss-and-the-maximum-daily-loss-in-the-high-stakes-program",
    "help.the5ers.com/what-are-the-general-rules-for-the-high-stakes-program",
    "propfirmlabs.com/firms/The5ers",
  ],
  asOf: "2026-10-04",
  notExpressed: [
    "Scaling: larger accounts and higher splits at profit targets of the funded account.",
    "Profitable days and a best-day rule on the funded account: our sources differ.",
    "The least payout is $150.00; in another currency enter its own amount.",
    "Copying trades above $500,000 in total and bracket orders around news are an operator's to judge.",
  ],
};
