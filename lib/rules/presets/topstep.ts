import { ruleSet, target, totalLoss } from "../rule-set";
import type { Preset } from "./preset";

const day = { zone: "America/Chicago", starts_at: "17:00" };

export const topstep: Preset = {
  id: "topstep-combine-50k",
  name: "Topstep-style Trading Combine 50K",
  size: 5_000_000,
  phases: [
    {
      name: "Trading Combine",
      phaseType: "evaluation",
      rules: ruleSet(day, {
        profit_target: target({ cents: 300_000 }),
        total_loss: totalLoss(
          { cents: 200_000 },
          { reference: "day_end_balance_high", lock: { plus_cents: 0 } },
        ),
      }),
    },
  ],
  sources: [
    "help.topstep.com/en/articles/8284204-what-is-the-maximum-loss-limit",
    "help.topstep.com/en/articles/10490293-daily-loss-limit-in-the-trading-combine-and-express-funded-account",
  ],
  asOf: "2026-10-04",
  notExpressed: [
    "The Express Funded Account begins at a balance of zero; here an account begins at its size.",
    "The daily loss limit is optional and chosen by the trader.",
    "A consistency target: our sources differ.",
    "Positions must be closed before the session ends, some time before the trading day does. The session's times aren't confirmed by a page of the firm.",
    "Contracts are limited by the account's size and by a scaling plan.",
    "Servers, VPNs and hedging over several accounts are prohibited: an operator's to judge.",
  ],
};
