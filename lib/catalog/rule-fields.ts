import type { RuleSet } from "@/lib/rules/schemas";

/** Single rules as the APIs had them before rule sets: percentages of the initial balance, days, positions. */
export interface RuleFields {
  duration_days: number | null;
  max_daily_loss_pct: number | null;
  max_total_loss_pct: number | null;
  profit_target_pct: number | null;
  profit_split_pct: number | null;
  min_trading_days: number;
  max_trading_days: number | null;
  max_positions: number | null;
}

const noRules: RuleFields = {
  duration_days: null,
  max_daily_loss_pct: null,
  max_total_loss_pct: null,
  profit_target_pct: null,
  profit_split_pct: null,
  min_trading_days: 0,
  max_trading_days: null,
  max_positions: null,
};

/**
 * A rule set by single fields, for callers that don't read rule sets. A field is null if there is no such rule, and if
 * the rule says something else than the field: an amount of money, a daily loss that only pauses, a total loss that trails,
 * a time limit that begins with the first trade.
 */
export function fieldsOfRules(rules: RuleSet | null): RuleFields {
  if (!rules) return noRules;
  const { daily_loss, total_loss, profit_target, min_trading_days, time_limit, payout } = rules;
  return {
    duration_days: time_limit?.from === "open" ? time_limit.days : null,
    max_daily_loss_pct: isPlainDaily(daily_loss) ? percentOf(daily_loss?.limit) : null,
    max_total_loss_pct: isPlainTotal(total_loss) ? percentOf(total_loss?.limit) : null,
    profit_target_pct: percentOf(profit_target?.amount),
    profit_split_pct: payout ? payout.split_pct / 100 : null,
    min_trading_days: min_trading_days?.days ?? 0,
    max_trading_days: rules.max_trading_days,
    max_positions: rules.max_open_positions?.limit ?? null,
  };
}

/** A breach at any time of the day, from the balance at its start. */
const isPlainDaily = (rule: RuleSet["daily_loss"]) =>
  rule?.then === "fail" && rule.check === "always" && rule.reference === "balance";

/** A static floor, at any time. */
const isPlainTotal = (rule: RuleSet["total_loss"]) =>
  rule?.reference === "initial" && rule.check === "always";

const percentOf = (amount: object | undefined): number | null =>
  amount && "pct_of_initial" in amount ? Number(amount.pct_of_initial) / 100 : null;
