import { dailyLoss, ruleSet, target, totalLoss } from "../rule-set";
import type { Preset } from "./preset";

const day = { zone: "UTC", starts_at: "00:30" };
const losses = {
  daily_loss: dailyLoss({ pct_of_reference: 300 }, "balance", { at_limit: "touch" }),
  total_loss: totalLoss({ pct_of_initial: 600 }, { at_limit: "touch" }),
};

export const breakout: Preset = {
  id: "breakout-1-step-classic",
  name: "Breakout-style 1-Step Classic",
  size: null,
  phases: [
    {
      name: "Evaluation",
      phaseType: "evaluation",
      rules: ruleSet(day, { ...losses, profit_target: target({ pct_of_initial: 1_000 }) }),
    },
    { name: "Funded", phaseType: "funded", rules: ruleSet(day, losses) },
  ],
  sources: [
    "breakoutprop.com (FAQ of May 21, 2026, and prices)",
    "intercom.help/breakoutprop/en/articles/11647189",
    "devtest.breakoutprop.com/article/mastering-drawdown-a-guide-to-equity-limits-at-breakout",
  ],
  asOf: "2026-08-29",
  notExpressed: [
    "An older page of the firm names a daily loss of 4%; the newer FAQ and the prices say 3%.",
    "Whether the target needs all positions closed isn't stated; here it does.",
    "Split and schedule of payouts: our sources don't say.",
    "Leverage per instrument isn't a rule of a phase.",
  ],
};
