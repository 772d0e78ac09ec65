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
 * the rule says something else than the field: an amount of money, a total loss that trails, a time limit that begins
 * with the first trade.
 */
export function fieldsOfRules(rules: RuleSet | null): RuleFields {
  if (!rules) return noRules;
  const { daily_loss, total_loss, profit_target, min_trading_days, time_limit, payout } = rules;
  return {
    duration_days: time_limit?.from === "open" ? time_limit.days : null,
    max_daily_loss_pct: percentOf(daily_loss?.limit),
    max_total_loss_pct: total_loss?.reference === "initial" ? percentOf(total_loss.limit) : null,
    profit_target_pct: percentOf(profit_target?.amount),
    profit_split_pct: payout ? payout.split_pct / 100 : null,
    min_trading_days: min_trading_days?.days ?? 0,
    max_trading_days: rules.max_trading_days,
    max_positions: rules.max_open_positions?.limit ?? null,
  };
}

const percentOf = (amount: object | undefined): number | null =>
  amount && "pct_of_initial" in amount ? Number(amount.pct_of_initial) / 100 : null;
