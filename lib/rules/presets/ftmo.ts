import { dailyLoss, daysWithAnOpening, payouts, ruleSet, target, totalLoss } from "../rule-set";
import { newsRule, type Preset } from "./preset";

const day = { zone: "Europe/Prague", starts_at: "00:00" };

const twoStep = {
  daily_loss: dailyLoss({ pct_of_initial: 500 }, "balance"),
  total_loss: totalLoss({ pct_of_initial: 1_000 }),
};
const min_trading_days = daysWithAnOpening(4);

export const ftmoTwoStep: Preset = {
  id: "ftmo-2-step",
  name: "FTMO-style 2-Step",
  size: null,
  phases: [
    {
      name: "Challenge",
      phaseType: "evaluation",
      rules: ruleSet(day, {
        ...twoStep,
        profit_target: target({ pct_of_initial: 1_000 }),
        min_trading_days,
      }),
    },
    {
      name: "Verification",
      phaseType: "evaluation",
      rules: ruleSet(day, {
        ...twoStep,
        profit_target: target({ pct_of_initial: 500 }),
        min_trading_days,
      }),
    },
    {
      name: "Funded",
      phaseType: "funded",
      rules: ruleSet(day, {
        ...twoStep,
        conduct: [
          newsRule(
            2,
            "Don't open or close positions from 2 minutes before until 2 minutes after restricted news.",
          ),
        ],
        payout: payouts(8_000, { days: 14 }, { fee_refund_with: 1 }),
      }),
    },
  ],
  sources: [
    "ftmo.com/en/trading-objectives",
    "academy.ftmo.com/lesson/maximum-daily-loss",
    "academy.ftmo.com/lesson/maximum-loss",
    "academy.ftmo.com/lesson/minimum-trading-days",
  ],
  asOf: "2026-10-04",
  notExpressed: [
    "Growing the account and the split of 90% after months of profit.",
    "On a funded standard account, positions are closed before the weekend: the time depends on the instrument. The rule about news is of a standard account too; a swing account has neither.",
    "The account returns to its initial balance after a reward.",
    "Limits on copying trades, on one strategy over several accounts and on the number of orders are an operator's to judge.",
  ],
};

const oneStep = {
  daily_loss: dailyLoss({ pct_of_initial: 300 }, "balance"),
  total_loss: totalLoss({ pct_of_initial: 1_000 }, { reference: "day_end_balance_high" }),
};

export const ftmoOneStep: Preset = {
  id: "ftmo-1-step",
  name: "FTMO-style 1-Step",
  size: null,
  phases: [
    {
      name: "Challenge",
      phaseType: "evaluation",
      rules: ruleSet(day, {
        ...oneStep,
        profit_target: target({ pct_of_initial: 1_000 }),
        consistency: {
          unit: "day",
          best_max_pct: 5_000,
          of: "winning_days",
          comparison: "at_most",
          when: "pass",
          effect: "block",
        },
      }),
    },
    { name: "Funded", phaseType: "funded", rules: ruleSet(day, oneStep) },
  ],
  sources: ["ftmo.com/en/trading-objectives", "ftmo.com/au/?p=1671"],
  asOf: "2026-10-04",
  notExpressed: [
    "Split and schedule of rewards, and whether the best-day rule holds for them: our sources don't say.",
    "The firm names no level at which the total floor stops rising.",
    "Restricted news and weekends on a funded standard account.",
  ],
};
