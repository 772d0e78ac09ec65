import { dailyLoss, daysWithAnOpening, payouts, ruleSet, target, totalLoss } from "../rule-set";
import { newYorkClose, type Preset } from "./preset";

const losses = {
  daily_loss: dailyLoss({ pct_of_initial: 500 }, "balance", { at_limit: "touch" }),
  total_loss: totalLoss({ pct_of_initial: 1_000 }, { at_limit: "touch" }),
  inactivity_days: 60,
};

const evaluation = (pct_of_initial: number) =>
  ruleSet(newYorkClose, {
    ...losses,
    profit_target: target({ pct_of_initial }),
    min_trading_days: daysWithAnOpening(5),
  });

export const fundedNext: Preset = {
  id: "fundednext-stellar-2-step",
  name: "FundedNext-style Stellar 2-Step",
  size: null,
  phases: [
    { name: "Phase 1", phaseType: "evaluation", rules: evaluation(800) },
    { name: "Phase 2", phaseType: "evaluation", rules: evaluation(500) },
    {
      name: "Funded",
      phaseType: "funded",
      rules: ruleSet(newYorkClose, {
        ...losses,
        payout: payouts(8_000, { days: 21, every: 14 }),
      }),
    },
  ],
  sources: [
    "help.fundednext.com/en/articles/12673362-what-rules-do-i-need-to-follow-in-the-stellar-2-step-challenge",
    "help.fundednext.com/en/articles/8019811-how-can-i-calculate-the-daily-loss-limit",
    "help.fundednext.com/en/articles/8394309",
  ],
  asOf: "2026-10-04",
  notExpressed: [
    "The first payout period counts from the activation of the funded account; here it counts from the first trade.",
    "Higher splits by scaling or add-on, and the return of the fee with a later payout.",
    "Rules about copying trades, IP addresses, VPN, automated trading and prohibited strategies are an operator's to judge.",
  ],
};
