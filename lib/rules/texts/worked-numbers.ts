import { advance, judge } from "../judge";
import { openPhase } from "../open-phase";
import type { RuleSet } from "../schemas";
import type { PhaseState } from "../state";

/**
 * The numbers in the sentences. They come from the judge itself, given the rule alone and a few events, so that a sentence
 * can't say another number than the one by which a phase is judged.
 */

const DAY_MS = 86_400_000;
/** When the phases of examples open: noon in UTC of a Monday in a month without a change of the clocks. */
const OPENED_AT = Date.parse("2026-06-01T12:00:00Z");

/** A rule set with no rule but those given: its other rules would end the example. */
const onlyWith = (rules: RuleSet, some: Partial<RuleSet>): RuleSet => ({
  ...rules,
  daily_loss: null,
  total_loss: null,
  profit_target: null,
  min_trading_days: null,
  time_limit: null,
  max_trading_days: null,
  inactivity_days: null,
  consistency: null,
  max_open_positions: null,
  max_lots: null,
  holding: null,
  conduct: [],
  payout: null,
  ...some,
});

const opened = (rules: RuleSet, initial: number) => openPhase(rules, { initial, at: OPENED_AT });

interface Values {
  balance: number;
  equity: number;
}

/** The state after the account had these values for the rest of its first day, at the start of the next. */
function nextDay(rules: RuleSet, initial: number, { balance, equity }: Values): PhaseState {
  const start = opened(rules, initial);
  const event = {
    type: "snapshot",
    at: OPENED_AT,
    balance,
    equity,
    open_positions: balance === equity ? 0 : 1,
  } as const;
  return advance(rules, judge(rules, start, event).state, start.day_ends_at).state;
}

/** The floor of the daily loss on the first day. */
export const firstDailyFloor = (rules: RuleSet, initial: number) =>
  opened(onlyWith(rules, { daily_loss: rules.daily_loss }), initial).daily;

/** The floor of the daily loss on a day that starts with these values. */
export const dailyFloorAt = (rules: RuleSet, initial: number, values: Values) =>
  nextDay(onlyWith(rules, { daily_loss: rules.daily_loss }), initial, values).daily;

/** The floor of the total loss when the account opens. */
export const firstTotalFloor = (rules: RuleSet, initial: number) =>
  opened(onlyWith(rules, { total_loss: rules.total_loss }), initial).total;

/** The floor of the total loss after a day that ended with a balance and equity of `high`, without open positions. */
export const totalFloorAfter = (rules: RuleSet, initial: number, high: number) =>
  nextDay(onlyWith(rules, { total_loss: rules.total_loss }), initial, {
    balance: high,
    equity: high,
  }).total;

/** The lowest high at which the floor of the total loss is locked; null if no high locks it. */
export function highThatLocks(rules: RuleSet, initial: number): number | null {
  const isLockedAt = (high: number) => totalFloorAfter(rules, initial, high)?.is_locked === true;
  let [low, high] = [initial, initial * 100];
  if (!isLockedAt(high)) return null;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isLockedAt(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** The daily floor before and after a withdrawal of the profit, on a day that starts with a balance of 102%. */
export function floorsAroundWithdrawal(rules: RuleSet, initial: number) {
  const alone = onlyWith(rules, { daily_loss: rules.daily_loss });
  const amount = Math.round(initial * 0.02);
  const start = initial + amount;
  const day = nextDay(alone, initial, { balance: start, equity: start });
  const values = { balance: initial, equity: initial };
  const event = { type: "balance_operation", at: day.at, amount: -amount, ...values } as const;
  const { state } = judge(alone, day, event);
  if (!day.daily || !state.daily) return null;
  return { amount, before: day.daily.floor, after: state.daily.floor };
}

/** The balance or equity at which the profit target is reached. */
export function targetLevel(rules: RuleSet, initial: number): number | null {
  const alone = onlyWith(rules, { profit_target: rules.profit_target });
  const values = { balance: initial * 1_000, equity: initial * 1_000, open_positions: 0 };
  const event = { type: "snapshot", at: OPENED_AT, ...values } as const;
  const { verdicts } = judge(alone, opened(alone, initial), event);
  return verdicts.find(({ kind }) => kind === "target_reached")?.threshold ?? null;
}

/** When an account that opened on June 1 and isn't traded expires by a rule. */
export function exampleExpiry(
  rules: RuleSet,
  rule: "time_limit" | "inactivity_days",
): { openedAt: number; expiresAt: number } | null {
  const days = rule === "time_limit" ? rules.time_limit?.days : rules.inactivity_days;
  if (!days) return null;
  const alone = onlyWith(
    rules,
    rule === "time_limit" ? { time_limit: { days, from: "open" } } : { inactivity_days: days },
  );
  const { verdicts } = advance(alone, opened(alone, 100), OPENED_AT + (days + 2) * DAY_MS);
  const expired = verdicts.find(({ kind }) => kind === "expired");
  return expired ? { openedAt: OPENED_AT, expiresAt: expired.at } : null;
}
