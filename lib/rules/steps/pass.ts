import { consistencyOf } from "../consistency";
import { amountOf } from "../floors";
import type { RuleSet } from "../schemas";
import type { Judged, PhaseState, Verdict } from "../state";

type Target = NonNullable<RuleSet["profit_target"]>;

/** What the target measures now; null while it measures nothing, as an open position forbids. */
function measuredValue(
  { measure }: Target,
  { balance, equity, open_positions }: PhaseState,
): number | null {
  if (measure === "balance_flat") return open_positions > 0 ? null : balance;
  return measure === "equity" ? equity : Math.min(balance, equity);
}

/**
 * Judges whether the phase is passed: target, trading days and consistency. Deposits, withdrawals and excluded profit are
 * no profit. A phase without a target never passes.
 */
export function judgePass(rules: RuleSet, state: PhaseState): Judged {
  const target = rules.profit_target;
  if (!target) return { state, verdicts: [] };
  const { at, initial, operations, excluded } = state;
  const amount = amountOf(target.amount, initial);
  const observed = measuredValue(target, state);
  const start = initial + operations;
  const best_profit = Math.max(state.best_profit, (observed ?? start) - start);
  const level = start + excluded + amount;
  const isReached = observed !== null && observed >= level;
  const isFirst = isReached && state.target_reached_at === null;
  const next = {
    ...state,
    best_profit,
    target_reached_at: isFirst ? at : state.target_reached_at,
  };
  const verdicts: Verdict[] = [];
  if (isFirst) {
    const rule = "profit_target";
    verdicts.push({ kind: "target_reached", rule, threshold: level, observed, at });
  }
  const holds = target.hold === "once" ? best_profit - excluded >= amount : isReached;
  if (!holds || next.trading_days < (rules.min_trading_days?.days ?? 0)) {
    return { state: next, verdicts };
  }
  const consistency = consistencyOf(rules, next, "pass");
  if (consistency && !consistency.is_met) {
    if (consistency.effect === "block") return { state: next, verdicts };
    const { needed: threshold, best } = consistency;
    verdicts.push({ kind: "review", rule: "consistency", threshold, observed: best, at });
  }
  verdicts.push({ kind: "passed", rule: null, threshold: null, observed: null, at });
  return { state: { ...next, status: "passed" }, verdicts };
}
