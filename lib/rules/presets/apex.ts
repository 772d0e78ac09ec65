import { dailyLoss, ruleSet, target, totalLoss } from "../rule-set";
import type { Preset } from "./preset";

const day = { zone: "America/New_York", starts_at: "18:00" };

export const apex: Preset = {
  id: "apex-eod-50k",
  name: "Apex-style EOD Evaluation 50K",
  size: 5_000_000,
  phases: [
    {
      name: "Evaluation",
      phaseType: "evaluation",
      rules: ruleSet(day, {
        profit_target: target({ cents: 300_000 }),
        daily_loss: dailyLoss({ cents: 100_000 }, "balance", { at_limit: "touch", pauses: true }),
        total_loss: totalLoss(
          { cents: 200_000 },
          { at_limit: "touch", reference: "day_end_balance_high" },
        ),
        time_limit: { days: 30, from: "open" },
      }),
    },
  ],
  sources: [
    "apextraderfunding.com/help-center/eod-trailing-drawdown-accounts/eod-evaluations",
    "github.com/powerFC/propfirm-rules-dataset",
  ],
  asOf: "2026-10-04",
  notExpressed: [
    "Whether the total floor stops rising in an evaluation depends on the data vendor; here it doesn't.",
    "The Performance Account: its floor stops at the initial balance plus $100.00; our sources don't give its payouts in full.",
    "Contracts are limited by the account's size, and positions are closed before the session ends.",
    "Copying trades, automation and opposing orders around news are an operator's to judge.",
  ],
};
