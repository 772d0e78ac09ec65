import { dailyLoss, ruleSet, totalLoss } from "../rule-set";
import type { Preset } from "./preset";

const day = { zone: "UTC", starts_at: "00:00" };

const subaccount = (end_of_day: number) => ({
  daily_loss: dailyLoss({ pct_of_reference: 500 }, "equity", { at_limit: "touch" }),
  total_loss: totalLoss(
    { pct_of_reference: end_of_day },
    { at_limit: "touch", reference: "day_end_equity_high", check: "day_end" },
  ),
  inactivity_days: 60,
});

export const vanta: Preset = {
  id: "vanta-subaccount",
  name: "Vanta-style subaccount",
  size: null,
  phases: [
    {
      name: "Challenge",
      phaseType: "evaluation",
      rules: ruleSet(day, {
        ...subaccount(500),
        profit_target: {
          amount: { pct_of_initial: 1_000 },
          measure: "lower",
          hold: "at_decision",
        },
      }),
    },
    { name: "Funded", phaseType: "funded", rules: ruleSet(day, subaccount(800)) },
  ],
  sources: ["github.com/taoshidev/vanta-network docs/entity_miner.md"],
  asOf: "2026-12-01",
  notExpressed: [
    "For foreign exchange the target is 8%.",
    "The other two choices at creation: a daily limit of 3%, and a static floor.",
    "For the challenge, the source doesn't say whether the end-of-day limit is also checked during the day; here it isn't.",
    "Inactivity counts any order, also while a position is open; here it counts opened positions.",
    "Leverage limits, and what is paid to whom: the network's, not the phase's.",
  ],
};
