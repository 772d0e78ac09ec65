import { dailyFloor, raiseMark } from "../floors";
import type { RuleSet } from "../schemas";
import { emptyDay, type Judged, judgeInOrder, type PhaseState, type RuleName } from "../state";
import { countAtDayEnd } from "./day-counts";
import { judgeHolding } from "./holding";
import { judgeLosses } from "./losses";
import { judgePass } from "./pass";
import { dayEnd, nextWeekly } from "./trading-day";

/** How long before a reset that would end or pause the phase it warns. */
const RESET_WARNING_MS = 2 * 3_600_000;

/** The next instant at which the clock decides: a warning before a reset, the end of a day, the beginning of a weekend. */
export function nextBoundary({ at, day_ends_at, weekend_at }: PhaseState): number {
  const warnsAt = day_ends_at - RESET_WARNING_MS;
  return Math.min(at < warnsAt ? warnsAt : day_ends_at, weekend_at ?? Infinity);
}

/**
 * Judges the next boundary with the last known values. The end of a day: the losses at the reset, then held positions,
 * then the day is counted; then pass, then expiry. The beginning of a weekend: held positions alone.
 */
export function crossBoundary(rules: RuleSet, before: PhaseState): Judged {
  const at = nextBoundary(before);
  const isDayEnd = before.day_ends_at === at;
  const isWeekend = before.weekend_at === at;
  return judgeInOrder(before, [
    (state) => (isDayEnd ? judgeReset(rules, state) : { state: { ...state, at }, verdicts: [] }),
    (state) => judgeHolding(rules, state, { isDayEnd, isWeekend }),
    (state) => ({
      state: isWeekend ? { ...state, weekend_at: nextWeekend(rules, at) } : state,
      verdicts: [],
    }),
    ...(isDayEnd ? newDay(rules) : [(state: PhaseState) => warnOfReset(rules, state)]),
  ]);
}

/** Warns once a day, two hours before a reset that would end or pause the phase with today's values, or later. */
export function warnOfReset(rules: RuleSet, state: PhaseState): Judged {
  const unchanged = { state, verdicts: [] };
  if (state.today.warned_reset || state.day_ends_at - state.at > RESET_WARNING_MS) return unchanged;
  const ending = judgeInOrder(state, [
    (today) => judgeReset(rules, today),
    (today) => judgeHolding(rules, today, { isDayEnd: true, isWeekend: false }),
  ]).verdicts.find(({ kind }) => kind === "breached" || kind === "paused");
  if (!ending) return unchanged;
  const today = { ...state.today, warned_reset: true };
  return { state: { ...state, today }, verdicts: [{ ...ending, kind: "warned", at: state.at }] };
}

/** When positions must next be closed for a weekend, after an instant; null without such a rule. */
export function nextWeekend({ holding }: RuleSet, at: number): number | null {
  return holding?.weekend === "flat" && holding.closes_at
    ? nextWeekly(holding.closes_at, at)
    : null;
}

/**
 * Judges the losses at the end of the day: what is checked at a day's end, then the new references, judged at once. The day's
 * pause ends.
 */
export function judgeReset(rules: RuleSet, before: PhaseState): Judged {
  const at = before.day_ends_at;
  let wasPaused = false;
  return judgeInOrder({ ...before, at }, [
    (state) => judgeLosses(rules, state, "day_end"),
    (state) => {
      wasPaused = state.status === "paused";
      const total = raiseMark(rules, state, "day_end");
      const daily = rules.daily_loss && dailyFloor(rules.daily_loss, state);
      // The pause is the old day's: a floor of the new day may begin another.
      return judgeLosses(rules, { ...state, total, daily, status: "active" }, "always");
    },
    (state) => {
      if (!wasPaused || state.status === "paused") return { state, verdicts: [] };
      const resumed = {
        kind: "resumed",
        rule: "daily_loss",
        threshold: null,
        observed: null,
      } as const;
      return { state, verdicts: [{ ...resumed, at }] };
    },
  ]);
}

/** After the reset: the old day is counted and the new one begins; then pass, then expiry. */
export const newDay = (rules: RuleSet): ((state: PhaseState) => Judged)[] => [
  (state) => countAtDayEnd(rules, state),
  (state) => ({ state: beginDay(rules, state), verdicts: [] }),
  (state) => judgePass(rules, state),
  (state) => judgeExpiry(rules, state),
];

function beginDay(rules: RuleSet, state: PhaseState): PhaseState {
  const { closed, equity, operations, day, at } = state;
  const winning = Math.max(0, closed.today);
  return {
    ...state,
    closed: {
      ...closed,
      today: 0,
      best_day: Math.max(closed.best_day, winning),
      total: closed.total + closed.today,
      winning_days: closed.winning_days + winning,
    },
    today: emptyDay(at, equity, operations),
    day: day + 1,
    day_ends_at: dayEnd(rules.day, at),
  };
}

/** Whether time is up as a day begins: the last day of a limit is allowed whole. */
function judgeExpiry(rules: RuleSet, state: PhaseState): Judged {
  const { time_limit, max_trading_days, inactivity_days } = rules;
  const day = state.day - state.lost_days;
  const from = time_limit?.from === "first_trade" ? state.first_trade_day : 0;
  const expired = (rule: RuleName, threshold: number, observed: number): Judged => ({
    state: { ...state, status: "expired" },
    verdicts: [{ kind: "expired", rule, threshold, observed, at: state.at }],
  });
  if (time_limit && from !== null && day - from > time_limit.days) {
    return expired("time_limit", time_limit.days, day - from);
  }
  if (max_trading_days !== null && state.trading_days >= max_trading_days) {
    return expired("max_trading_days", max_trading_days, state.trading_days);
  }
  const idle = day - state.last_open_day;
  if (inactivity_days !== null && state.open_positions === 0 && idle > inactivity_days) {
    return expired("inactivity_days", inactivity_days, idle);
  }
  return { state, verdicts: [] };
}
