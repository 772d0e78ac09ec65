import { amountOf, dailyFloor, raiseMark } from "./floors";
import { judgeLosses } from "./losses";
import { emptyDay } from "./open-phase";
import { judgePass } from "./pass";
import type { RuleSet } from "./schemas";
import { hasEnded, type PhaseState, type RuleName, type Verdict } from "./state";
import { dayEnd } from "./trading-day";

type Judged = { state: PhaseState; verdicts: Verdict[] };

/**
 * The end of a trading day and the start of the next, with the last known values: the losses at the reset, then the day is
 * counted; then pass, then expiry.
 */
export function crossBoundary(rules: RuleSet, before: PhaseState): Judged {
  const { state: reset, verdicts } = judgeReset(rules, before);
  if (hasEnded(reset)) return { state: reset, verdicts };
  const counted = countDay(rules, reset);
  const next: PhaseState = {
    ...reset,
    trading_days: counted.tradingDays,
    closed: addDay(reset),
    today: emptyDay(reset.equity, reset.operations),
    day: reset.day + 1,
    day_ends_at: dayEnd(rules.day, reset.at),
  };
  const passed = judgePass(rules, next);
  const all = [...verdicts, ...counted.verdicts, ...passed.verdicts];
  if (hasEnded(passed.state)) return { state: passed.state, verdicts: all };
  const { state, verdicts: expiry } = judgeExpiry(rules, passed.state);
  return { state, verdicts: [...all, ...expiry] };
}

/**
 * Judges the losses at the end of the day: what is checked at a day's end, then the new references, judged at once. The day's
 * pause ends.
 */
export function judgeReset(rules: RuleSet, before: PhaseState): Judged {
  const at = before.day_ends_at;
  const ended = judgeLosses(rules, { ...before, at }, "day_end");
  if (hasEnded(ended.state)) return ended;
  const { state, verdicts } = judgeLosses(
    rules,
    {
      ...ended.state,
      total: raiseMark(rules, ended.state, "day_end"),
      daily: rules.daily_loss && dailyFloor(rules.daily_loss, ended.state),
      // The pause is the old day's: a floor of the new day may begin another.
      status: "active",
    },
    "always",
  );
  const all = [...ended.verdicts, ...verdicts];
  if (ended.state.status === "paused" && state.status === "active") {
    all.push({ kind: "resumed", rule: "daily_loss", threshold: null, observed: null, at });
  }
  return { state, verdicts: all };
}

function addDay({ closed, today }: PhaseState): PhaseState["closed"] {
  const winning = Math.max(0, today.closed_profit);
  return {
    ...closed,
    best_day: Math.max(closed.best_day, winning),
    total: closed.total + today.closed_profit,
    winning_days: closed.winning_days + winning,
  };
}

/** Counts a day that is judged by its profit when it ends. */
function countDay(rules: RuleSet, state: PhaseState): { tradingDays: number; verdicts: Verdict[] } {
  const uncounted = { tradingDays: state.trading_days, verdicts: [] };
  const rule = rules.min_trading_days;
  if (!rule || state.today.is_counted) return uncounted;
  const profit = profitOf(rule.counts, state);
  if (profit === null) return uncounted;
  const needed = rule.min_profit ? amountOf(rule.min_profit, state.initial) : 1;
  if (profit < needed) return uncounted;
  return countedDay(rules, state);
}

function profitOf(
  counts: string,
  { today, equity, balance, operations }: PhaseState,
): number | null {
  if (counts === "closed_profit") return today.closed_profit;
  if (counts === "closed_profit_net_of_floating") {
    return today.closed ? today.closed_profit + Math.min(0, equity - balance) : 0;
  }
  if (counts === "day_profit") {
    return equity - today.start_equity - (operations - today.start_operations);
  }
  return null;
}

/** One trading day more, and the verdict that says so. */
export function countedDay(
  rules: RuleSet,
  state: PhaseState,
): { tradingDays: number; verdicts: Verdict[] } {
  const tradingDays = state.trading_days + 1;
  const verdict: Verdict = {
    kind: "day_counted",
    rule: "min_trading_days",
    threshold: rules.min_trading_days?.days ?? null,
    observed: tradingDays,
    at: state.at,
  };
  return { tradingDays, verdicts: [verdict] };
}

/** Whether time is up as a day begins: the last day of a limit is allowed whole. */
function judgeExpiry(rules: RuleSet, state: PhaseState): Judged {
  const { time_limit, max_trading_days, inactivity_days } = rules;
  const from = time_limit?.from === "first_trade" ? state.first_trade_day : 0;
  const expired = (rule: RuleName, threshold: number, observed: number): Judged => ({
    state: { ...state, status: "expired" },
    verdicts: [{ kind: "expired", rule, threshold, observed, at: state.at }],
  });
  if (time_limit && from !== null && state.day - from > time_limit.days) {
    return expired("time_limit", time_limit.days, state.day - from);
  }
  if (max_trading_days !== null && state.trading_days >= max_trading_days) {
    return expired("max_trading_days", max_trading_days, state.trading_days);
  }
  const idle = state.day - state.last_open_day;
  if (inactivity_days !== null && state.open_positions === 0 && idle > inactivity_days) {
    return expired("inactivity_days", inactivity_days, idle);
  }
  return { state, verdicts: [] };
}
