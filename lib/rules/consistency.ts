import type { Consistency, RuleSet } from "./schemas";
import type { PhaseState } from "./state";

const HUNDREDTHS = 10_000;

export interface ConsistencyResult {
  is_met: boolean;
  /** The profit at which the best day or trade is a small enough part, in minor units. */
  needed: number;
}

/**
 * Whether the best day or trade is a small enough part of the profit. Without profit it isn't met.
 *
 * @param best the best result, in minor units
 * @param of the profit that it is a part of
 */
export function judgeConsistency(
  { best_max_pct, comparison }: Pick<Consistency, "best_max_pct" | "comparison">,
  best: number,
  of: number,
): ConsistencyResult {
  const part = best * HUNDREDTHS;
  const allowed = of * best_max_pct;
  const isMet = of > 0 && (comparison === "at_most" ? part <= allowed : part < allowed);
  const exact = part / best_max_pct;
  const needed = comparison === "at_most" ? Math.ceil(exact) : Math.floor(exact) + 1;
  return { is_met: isMet, needed };
}

/** A phase's consistency now: its best day or trade, and the profit that it is a part of, in minor units. */
export interface PhaseConsistency extends ConsistencyResult {
  best: number;
  of: number;
  effect: Consistency["effect"];
}

/**
 * The consistency that passing (`pass`) or a payout asks for, of the closed profit since the phase opened or since its last
 * payout; today's result so far is one of the days. Null if the rules ask for none.
 */
export function consistencyOf(
  { consistency: rule }: RuleSet,
  { closed }: PhaseState,
  when: "pass" | "payout",
): PhaseConsistency | null {
  if (!rule || (rule.when !== when && rule.when !== "both")) return null;
  const winning = Math.max(0, closed.today);
  const [best, winningSum] =
    rule.unit === "day"
      ? [Math.max(closed.best_day, winning), closed.winning_days + winning]
      : [closed.best_trade, closed.winning_trades];
  const of = rule.of === "total_profit" ? closed.total + closed.today : winningSum;
  return { ...judgeConsistency(rule, best, of), best, of, effect: rule.effect };
}
