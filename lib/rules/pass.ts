import { judgeConsistency } from "./consistency";
import { amountOf } from "./floors";
import type { RuleSet } from "./schemas";
import type { PhaseState, Verdict } from "./state";

/** Whether the target is reached now. Deposits and withdrawals are no profit. */
function isTargetReached(
  rules: RuleSet,
  state: PhaseState,
): { level: number; observed: number } | null {
  const target = rules.profit_target;
  if (!target) return null;
  const { balance, equity, initial, operations, open_positions } = state;
  const level = initial + operations + amountOf(target.amount, initial);
  if (target.measure === "balance_flat" && open_positions > 0) return null;
  const observed = {
    balance_flat: balance,
    equity,
    lower: Math.min(balance, equity),
  }[target.measure];
  return observed >= level ? { level, observed } : null;
}

/** Whether the best day or trade is a small enough part of the profit; today's result so far is one of the days. */
function consistencyOf(rules: RuleSet, { closed, today }: PhaseState) {
  const rule = rules.consistency;
  if (!rule) return null;
  const winning = Math.max(0, today.closed_profit);
  const total = closed.total + today.closed_profit;
  const [best, winningSum] =
    rule.unit === "day"
      ? [Math.max(closed.best_day, winning), closed.winning_days + winning]
      : [closed.best_trade, closed.winning_trades];
  const of = rule.of === "total_profit" ? total : winningSum;
  return { rule, best, ...judgeConsistency(rule, best, of) };
}

/** Judges whether the phase is passed: target, trading days and consistency. A phase without a target never passes. */
export function judgePass(
  rules: RuleSet,
  state: PhaseState,
): { state: PhaseState; verdicts: Verdict[] } {
  const reached = isTargetReached(rules, state);
  const { at } = state;
  const verdicts: Verdict[] = [];
  let next = state;
  if (reached && state.target_reached_at === null) {
    next = { ...state, target_reached_at: at };
    verdicts.push({
      kind: "target_reached",
      rule: "profit_target",
      threshold: reached.level,
      observed: reached.observed,
      at,
    });
  }
  const holds =
    rules.profit_target?.hold === "once" ? next.target_reached_at !== null : reached !== null;
  const hasDays = next.trading_days >= (rules.min_trading_days?.days ?? 0);
  if (!rules.profit_target || !holds || !hasDays) return { state: next, verdicts };
  const consistency = consistencyOf(rules, next);
  if (consistency && !consistency.is_met) {
    if (consistency.rule.effect === "block") return { state: next, verdicts };
    verdicts.push({
      kind: "review",
      rule: "consistency",
      threshold: consistency.needed,
      observed: consistency.best,
      at,
    });
  }
  verdicts.push({ kind: "passed", rule: null, threshold: null, observed: null, at });
  return { state: { ...next, status: "passed" }, verdicts };
}
