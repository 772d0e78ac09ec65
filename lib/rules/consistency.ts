import type { Consistency } from "./schemas";

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
