import { ruleFields } from "./field-table";
import type { RuleField } from "./rule-field";

export type { RuleField };
export { ruleFields };

export type RuleKey = keyof typeof ruleFields;

/** Rules that every phase has. */
export const alwaysThere: readonly RuleKey[] = ["day", "after_withdrawal"];

export const ruleTitles: Record<RuleKey, string> = {
  profit_target: "Profit target",
  daily_loss: "Max daily loss",
  total_loss: "Max total loss",
  min_trading_days: "Minimum trading days",
  time_limit: "Time limit",
  max_trading_days: "Maximum trading days",
  inactivity_days: "Inactivity",
  consistency: "Consistency",
  max_open_positions: "Maximum open positions",
  max_lots: "Maximum lots",
  holding: "Overnight and weekend",
  day: "Trading day",
  after_withdrawal: "Withdrawals",
  payout: "Payouts",
};

/** Whether a field means anything beside the values of the others: else it is neither shown nor sent. */
export function isNeeded(
  rule: RuleKey,
  { name }: RuleField,
  values: Record<string, string>,
): boolean {
  if (rule === "total_loss" && name === "lock") return values.reference !== "initial";
  if (rule === "holding" && ["weekday", "time", "zone"].includes(name)) {
    return values.weekend === "flat";
  }
  if (rule === "min_trading_days" && name === "min_profit") {
    return !values.counts?.startsWith("opened");
  }
  if (rule !== "payout") return true;
  if (name === "every_days") return values.schedule === "every";
  if (name === "winning_min_profit") return values.winning_days !== "";
  return ["weekday", "time", "zone"].includes(name) ? values.schedule === "weekly" : true;
}
