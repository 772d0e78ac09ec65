import { dailyFloor, firstTotalFloor } from "./floors";
import type { RuleSet } from "./schemas";
import type { PhaseState, Today } from "./state";
import { dayEnd } from "./trading-day";

/** What is known of a trading day when it begins. */
export const emptyDay = (startEquity: number, startOperations: number): Today => ({
  opened: false,
  closed: false,
  is_counted: false,
  closed_profit: 0,
  start_equity: startEquity,
  start_operations: startOperations,
  warned_daily: 0,
  warned_total: 0,
  warned_reset: false,
});

/**
 * The state of a phase when its account opens.
 *
 * @param initial the initial balance in minor units, of which percentages are taken
 * @param at when the account opened, in milliseconds since 1970
 */
export function openPhase(
  rules: RuleSet,
  { initial, at }: { initial: number; at: number },
): PhaseState {
  const values = { initial, balance: initial, equity: initial };
  return {
    status: "active",
    ...values,
    at,
    open_positions: 0,
    operations: 0,
    has_withdrawn: false,
    daily: rules.daily_loss && dailyFloor(rules.daily_loss, values),
    total: rules.total_loss && firstTotalFloor(rules.total_loss, initial),
    target_reached_at: null,
    trading_days: 0,
    day: 0,
    day_ends_at: dayEnd(rules.day, at),
    first_trade_day: null,
    last_open_day: 0,
    today: emptyDay(initial, 0),
    closed: { best_day: 0, total: 0, winning_days: 0, best_trade: 0, winning_trades: 0 },
  };
}
