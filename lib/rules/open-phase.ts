import { checkInteger } from "./events";
import { dailyFloor, firstTotalFloor } from "./floors";
import type { RuleSet } from "./schemas";
import { emptyDay, nothingClosed, type PhaseState } from "./state";
import { nextWeekend } from "./steps/boundary";
import { dayEnd } from "./steps/trading-day";

/**
 * The state of a phase when its account opens. Throws a RangeError for an argument that is no whole number.
 *
 * @param initial the initial balance in minor units, of which percentages are taken
 * @param at when the account opened, in milliseconds since 1970
 */
export function openPhase(
  rules: RuleSet,
  { initial, at }: { initial: number; at: number },
): PhaseState {
  checkInteger("initial", initial);
  checkInteger("at", at);
  const values = { initial, balance: initial, equity: initial };
  return {
    status: "active",
    ...values,
    at,
    open_positions: 0,
    open_lots: 0,
    exempt_positions: 0,
    operations: 0,
    has_withdrawn: false,
    excluded: 0,
    daily: rules.daily_loss && dailyFloor(rules.daily_loss, values),
    total: rules.total_loss && firstTotalFloor(rules.total_loss, initial),
    target_reached_at: null,
    best_profit: 0,
    trading_days: 0,
    day: 0,
    day_ends_at: dayEnd(rules.day, at),
    lost_days: 0,
    weekend_at: nextWeekend(rules, at),
    first_trade_day: null,
    last_open_day: 0,
    today: emptyDay(at, initial, 0),
    closed: nothingClosed,
    open_days: {},
  };
}
