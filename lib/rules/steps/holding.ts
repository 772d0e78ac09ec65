import type { RuleSet } from "../schemas";
import type { Judged, PhaseState, Verdict } from "../state";

/**
 * Judges at the end of a day or the beginning of a weekend whether positions are open that mustn't be. `close` warns as
 * `warn` does; the caller reads in the rule that it has to close the positions.
 */
export function judgeHolding(
  rules: RuleSet,
  state: PhaseState,
  { isDayEnd, isWeekend }: { isDayEnd: boolean; isWeekend: boolean },
): Judged {
  const rule = rules.holding;
  const isFlat =
    (isDayEnd && rule?.overnight === "flat") || (isWeekend && rule?.weekend === "flat");
  const held = state.open_positions - state.exempt_positions;
  if (!rule || !isFlat || held === 0) return { state, verdicts: [] };
  const verdict = { rule: "holding", threshold: 0, observed: held, at: state.at } as const;
  if (rule.then === "fail") {
    return {
      state: { ...state, status: "breached" },
      verdicts: [{ kind: "breached", ...verdict }],
    };
  }
  const warned: Verdict = { kind: "warned", ...verdict };
  return { state, verdicts: [warned] };
}
