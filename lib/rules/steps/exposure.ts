import type { RuleSet } from "../schemas";
import type { Judged, PhaseState, RuleName, Verdict } from "../state";

/** Limits are in hundredths of a lot, volumes in hundred-millionths. */
const VOLUME_PER_HUNDREDTH = 1_000_000;

interface Exposure {
  rule: RuleName;
  then: "warn" | "fail";
  limit: number;
  of: (state: PhaseState) => number;
}

function exposures({ max_open_positions, max_lots }: RuleSet): Exposure[] {
  const found: Exposure[] = [];
  if (max_open_positions) {
    found.push({ rule: "max_open_positions", ...max_open_positions, of: (s) => s.open_positions });
  }
  if (max_lots) {
    const limit = max_lots.limit * VOLUME_PER_HUNDREDTH;
    found.push({ rule: "max_lots", ...max_lots, limit, of: (s) => s.open_lots });
  }
  return found;
}

/**
 * Judges open positions and lots: more than a failing limit breaches; more than a warning one warns once, when it is
 * crossed.
 *
 * @param before the state before the event
 */
export function judgeExposure(rules: RuleSet, before: PhaseState, state: PhaseState): Judged {
  const verdicts: Verdict[] = [];
  for (const { rule, then, limit, of } of exposures(rules)) {
    const observed = of(state);
    if (observed <= limit) continue;
    const verdict = { rule, threshold: limit, observed, at: state.at };
    if (then === "fail") {
      verdicts.push({ kind: "breached", ...verdict });
      return { state: { ...state, status: "breached" }, verdicts };
    }
    if (of(before) <= limit) verdicts.push({ kind: "warned", ...verdict });
  }
  return { state, verdicts };
}
