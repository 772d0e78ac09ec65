import { measured } from "../floors";
import type { RuleSet } from "../schemas";
import type { Judged, PhaseState, Verdict } from "../state";

type LossRule = "daily_loss" | "total_loss";

interface Violation {
  rule: LossRule;
  floor: number;
  observed: number;
  then: "fail" | "pause";
}

/** The floors that the account violates now, of the rules that are checked always or at a day's end. */
function violations(rules: RuleSet, state: PhaseState, check: "always" | "day_end"): Violation[] {
  const { daily_loss, total_loss } = rules;
  const found: Violation[] = [];
  for (const [rule, limits, level, then] of [
    ["total_loss", total_loss, state.total, "fail"],
    ["daily_loss", daily_loss, state.daily, daily_loss?.then ?? "fail"],
  ] as const) {
    if (!limits || !level || limits.check !== check) continue;
    const observed = measured(limits.measure, state);
    const isViolated =
      limits.at_limit === "touch" ? observed <= level.floor : observed < level.floor;
    if (isViolated) found.push({ rule, floor: level.floor, observed, then });
  }
  return found;
}

/**
 * Judges the losses: a failing floor that is violated ends the phase, the highest of them is named, and of equal ones
 * the total loss. If only a pausing floor is violated, the phase pauses.
 */
export function judgeLosses(
  rules: RuleSet,
  state: PhaseState,
  check: "always" | "day_end",
): Judged {
  const found = violations(rules, state, check);
  const verdict = (kind: Verdict["kind"], { rule, floor, observed }: Violation): Verdict => ({
    kind,
    rule,
    threshold: floor,
    observed,
    at: state.at,
  });
  const failing = found.filter(({ then }) => then === "fail");
  const [first] = failing.toSorted((a, b) => b.floor - a.floor);
  if (first)
    return { state: { ...state, status: "breached" }, verdicts: [verdict("breached", first)] };
  const [pausing] = found;
  if (!pausing || state.status === "paused") return { state, verdicts: [] };
  return { state: { ...state, status: "paused" }, verdicts: [verdict("paused", pausing)] };
}

const LEVELS = [80, 50] as const;

/** Warns when 50 or 80 percent of a loss limit is used, each once a day. */
export function warnOfLosses(rules: RuleSet, state: PhaseState): Judged {
  const verdicts: Verdict[] = [];
  const today = { ...state.today };
  for (const [rule, limits, level, warned] of [
    ["total_loss", rules.total_loss, state.total, "warned_total"],
    ["daily_loss", rules.daily_loss, state.daily, "warned_daily"],
  ] as const) {
    if (!limits || !level) continue;
    const observed = measured(limits.measure, state);
    const used = level.floor + level.amount - observed;
    const reached = LEVELS.find((percent) => used * 100 >= level.amount * percent);
    if (!reached || today[warned] >= reached) continue;
    today[warned] = reached;
    verdicts.push({ kind: "warned", rule, threshold: level.floor, observed, at: state.at });
  }
  return { state: verdicts.length > 0 ? { ...state, today } : state, verdicts };
}
