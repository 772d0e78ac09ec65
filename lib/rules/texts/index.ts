import { formatMoney } from "@/lib/core/money";
import type { RuleSet } from "../schemas";
import type { PhaseType, RuleText, TextContext } from "./context";
import { count, percent } from "./format";
import { dailyLossText, totalLossText } from "./losses";
import { consistencyText, minTradingDaysText, profitTargetText } from "./pass";
import { payoutText, withdrawalText } from "./payout";
import { inactivityText, maxTradingDaysText, timeLimitText, tradingDayText } from "./time";
import { conductTexts, holdingText, maxLotsText, maxOpenPositionsText } from "./trading";
import { openExample } from "./worked-numbers";

export type { PhaseType, RuleKey, RuleText } from "./context";
export { dailyLossKind, totalLossKind } from "./loss-kinds";

export interface AccountOfRules {
  /** The initial balance in minor units. */
  initial: number | bigint;
  /** ISO 4217, in any case. */
  currency: string;
  phaseType: PhaseType;
}

/**
 * The rules of a phase in sentences for its trader, with numbers in the account's size and currency, always in the same
 * order. A rule that the rule set doesn't have is left out. The numbers come from the judge.
 */
export function rulesText(
  rules: RuleSet,
  { initial, currency, phaseType }: AccountOfRules,
): RuleText[] {
  const context: TextContext = {
    rules,
    initial: Number(initial),
    opened: openExample(rules, Number(initial)),
    phaseType,
    money: (minorUnits) => formatMoney(minorUnits, currency),
  };
  return [
    profitTargetText(context),
    minTradingDaysText(context),
    consistencyText(context),
    dailyLossText(context),
    totalLossText(context),
    timeLimitText(context),
    maxTradingDaysText(context),
    inactivityText(context),
    maxOpenPositionsText(context),
    maxLotsText(context),
    holdingText(context),
    tradingDayText(context),
    payoutText(context),
    withdrawalText(context),
    ...conductTexts(context),
  ].filter((text) => text !== null);
}

/**
 * The rules that pass, end, pause or block a phase in a line, for emails: `Profit target 8% · Max daily loss 5% · Max total
 * loss 10% · Min. trading days 4`; `None` without any of them.
 */
export function describeRuleSet(rules: RuleSet, currency: string, phaseType: PhaseType): string {
  const { profit_target, daily_loss, total_loss, min_trading_days, time_limit } = rules;
  const { max_trading_days, inactivity_days, consistency } = rules;
  const value = (amount: Record<string, number>) =>
    amount.cents === undefined
      ? percent(Object.values(amount)[0] ?? 0)
      : formatMoney(amount.cents, currency);
  const isTrailing = total_loss && total_loss.reference !== "initial";
  const parts = [
    profit_target
      ? `Profit target ${value(profit_target.amount)}`
      : phaseType === "evaluation" && "No profit target",
    daily_loss &&
      `Max daily loss ${value(daily_loss.limit)}${daily_loss.then === "pause" ? " (pause)" : ""}`,
    total_loss && `Max total loss ${value(total_loss.limit)}${isTrailing ? " trailing" : ""}`,
    min_trading_days && `Min. trading days ${min_trading_days.days}`,
    time_limit && `Time limit ${count(time_limit.days, "day")}`,
    max_trading_days !== null && `Max. trading days ${max_trading_days}`,
    inactivity_days !== null && `Inactivity ${count(inactivity_days, "day")}`,
    consistency?.effect === "block" && `Consistency ${percent(consistency.best_max_pct)}`,
  ];
  return parts.filter((part) => part).join(" · ") || "None";
}
