import type { Ruling } from "../events";
import { amountOf, raiseMark } from "../floors";
import type { RuleSet } from "../schemas";
import { hasEnded, type Judged, judgeInOrder, type PhaseState } from "../state";
import { positionsOf } from "./apply-event";
import { judgeReset, newDay, nextWeekend } from "./boundary";
import { dayEnd } from "./trading-day";

/** The state after an operator's ruling, before the account is judged by it. */
export function applyRuling(rules: RuleSet, before: PhaseState, ruling: Ruling): Judged {
  const state = { ...before, at: ruling.at };
  if (ruling.kind === "reinstate") return reinstate(rules, state, ruling);
  if (ruling.kind === "exclude")
    return { state: exclude(rules, state, ruling.amount), verdicts: [] };
  if (ruling.kind === "correction") return { state: correct(rules, state, ruling), verdicts: [] };
  const isRevoked = before.status === "passed";
  return { state: isRevoked ? { ...state, status: "cancelled" } : state, verdicts: [] };
}

/**
 * Excluded profit reaches no target and is in no total of consistency. The best day and trade stay as they were, since
 * the state doesn't know which of them it was part of.
 */
function exclude(rules: RuleSet, state: PhaseState, amount: number): PhaseState {
  const { best_profit, closed } = state;
  const excluded = state.excluded + amount;
  const target = rules.profit_target;
  const isReached = target && best_profit - excluded >= amountOf(target.amount, state.initial);
  return {
    ...state,
    excluded,
    target_reached_at: isReached ? state.target_reached_at : null,
    closed: { ...closed, total: closed.total - amount },
  };
}

/** A correction is part of the trading result, and of no day's: it counts no trading day and is no best day. */
function correct(
  rules: RuleSet,
  state: PhaseState,
  { amount, balance, equity }: Ruling & { kind: "correction" },
): PhaseState {
  const { today, closed } = state;
  const corrected = {
    ...state,
    balance,
    equity,
    today: { ...today, start_equity: today.start_equity + amount },
    closed: { ...closed, total: closed.total + amount },
  };
  return { ...corrected, total: raiseMark(rules, corrected, "day") };
}

/**
 * A phase goes on that has breached, expired or been cancelled, or is paused. The days since its end are lost, and move its
 * deadlines: on a later day than that of the end, the reset that was missed is judged now. A phase that passed doesn't
 * change.
 */
function reinstate(
  rules: RuleSet,
  before: PhaseState,
  { at, balance, equity, open_positions, days = 0 }: Ruling & { kind: "reinstate" },
): Judged {
  if (before.status === "passed") return { state: before, verdicts: [] };
  const lost = hasEnded(before) ? boundariesUntil(rules, before.day_ends_at, at) : 0;
  const values: PhaseState = {
    ...before,
    ...positionsOf(before, { open_positions }),
    status: "active",
    balance,
    equity,
    lost_days: before.lost_days + lost + days,
    weekend_at: nextWeekend(rules, at),
  };
  const active = { ...values, total: raiseMark(rules, values, "day") };
  if (before.status === "paused") {
    const resumed = {
      kind: "resumed",
      rule: "daily_loss",
      threshold: null,
      observed: null,
    } as const;
    return { state: active, verdicts: [{ ...resumed, at }] };
  }
  if (lost === 0) return { state: active, verdicts: [] };
  return judgeInOrder({ ...active, day: active.day + lost - 1, day_ends_at: at }, [
    (state) => judgeReset(rules, state),
    ...newDay(rules),
  ]);
}

/** How many days have ended, from the end of one on, until an instant. */
function boundariesUntil(rules: RuleSet, dayEndsAt: number, at: number): number {
  let count = 0;
  for (let end = dayEndsAt; end <= at; end = dayEnd(rules.day, end)) count += 1;
  return count;
}
