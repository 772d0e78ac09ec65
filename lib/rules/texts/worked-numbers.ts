import { dailyFloor, moveFloors, raiseMark } from "../floors";
import { judge } from "../judge";
import { openPhase } from "../open-phase";
import type { RuleSet } from "../schemas";
import type { PhaseState } from "../state";
import { timeLimitEnd } from "../time-limit";

/**
 * The numbers in the sentences. They come from the judge's own functions, so that a sentence can't say another number
 * than the one by which a phase is judged.
 */

/** When the phases of examples open: noon in UTC of a Monday in a month without a change of the clocks. */
const OPENED_AT = Date.parse("2026-06-01T12:00:00Z");

/** The phase of the examples when it opens. */
export const openExample = (rules: RuleSet, initial: number): PhaseState =>
  openPhase(rules, { initial, at: OPENED_AT });

/** The daily floor of a day that starts with these values. */
export const dailyFloorAt = (
  { daily_loss }: RuleSet,
  { initial }: PhaseState,
  values: { balance: number; equity: number },
) => daily_loss && dailyFloor(daily_loss, { initial, ...values });

/** The total floor after a day that ended with a balance and equity of `high`. */
export function totalFloorAfter(rules: RuleSet, opened: PhaseState, high: number) {
  const state = { ...opened, balance: high, equity: high };
  return raiseMark(rules, { ...state, total: raiseMark(rules, state, "day") }, "day_end");
}

/** The lowest high at which the total floor is locked; null if no high locks it. */
export function highThatLocks(rules: RuleSet, opened: PhaseState): number | null {
  const isLockedAt = (high: number) => totalFloorAfter(rules, opened, high)?.is_locked === true;
  let [low, high] = [opened.initial, opened.initial * 100];
  if (!isLockedAt(high)) return null;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isLockedAt(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** The daily floor before and after a withdrawal of all profit, on a day that starts with a balance of 102%. */
export function floorsAroundWithdrawal(rules: RuleSet, opened: PhaseState) {
  const amount = Math.round(opened.initial * 0.02);
  const balance = opened.initial + amount;
  const before = dailyFloorAt(rules, opened, { balance, equity: balance });
  const withdrawn = { ...opened, daily: before, has_withdrawn: true };
  const { daily: after } = moveFloors(rules, withdrawn, -amount);
  return before && after && { amount, before: before.floor, after: after.floor };
}

/** The balance or equity at which the profit target is reached. */
export function targetLevel(rules: RuleSet, opened: PhaseState): number | null {
  const target = { ...rules, daily_loss: null, total_loss: null };
  const value = opened.initial * 1_000;
  const { verdicts } = judge(target, opened, {
    type: "snapshot",
    at: OPENED_AT,
    balance: value,
    equity: value,
    open_positions: 0,
  });
  return verdicts.find(({ kind }) => kind === "target_reached")?.threshold ?? null;
}

/** When a limit of calendar days from the opening of the example ends, as a time limit does. */
export function exampleExpiry(rules: RuleSet, days: number) {
  const limited: RuleSet = { ...rules, time_limit: { days, from: "open" } };
  const expiresAt = timeLimitEnd(limited, OPENED_AT);
  return expiresAt === null ? null : { openedAt: OPENED_AT, expiresAt };
}
