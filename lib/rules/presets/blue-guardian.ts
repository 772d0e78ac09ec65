import { dailyLoss, ruleSet, target, totalLoss } from "../rule-set";
import { newYorkClose, type Preset } from "./preset";

const losses = {
  daily_loss: dailyLoss({ pct_of_initial: 400 }, "higher"),
  total_loss: totalLoss({ pct_of_initial: 800 }),
};

const evaluation = (pct_of_initial: number) =>
  ruleSet(newYorkClose, { ...losses, profit_target: target({ pct_of_initial }) });

export const blueGuardian: Preset = {
  id: "blue-guardian-2-step",
  name: "Blue Guardian-style 2 Step Standard",
  size: null,
  phases: [
    { name: "Phase 1", phaseType: "evaluation", rules: evaluation(800) },
    { name: "Phase 2", phaseType: "evaluation", rules: evaluation(400) },
    { name: "Funded", phaseType: "funded", rules: ruleSet(newYorkClose, losses) },
  ],
  sources: [
    "help.blueguardian.com/en/articles/14062291-2-step-standard-rules",
    "propfirmbridge.com/prop-firms/blue-guardian-prop-firm-review",
  ],
  asOf: "2026-10-04",
  notExpressed: [
    "Guardian Shield: the funded account closes positions at a floating loss of 2%.",
    "Minimum trading days with a profit of 0.5% each: only a secondary source names them.",
    "The split of payouts: our sources don't say. Payouts are every 14 days from the first trade.",
  ],
};
