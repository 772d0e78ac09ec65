import { checkEvent, checkInteger, type Snapshot, type TradingEvent } from "./events";
import type { RuleSet } from "./schemas";
import { hasEnded, type Judged, judgeInOrder, type PhaseState } from "./state";
import { applyEvent } from "./steps/apply-event";
import { crossBoundary, nextBoundary, warnOfReset } from "./steps/boundary";
import { countAtDeal } from "./steps/day-counts";
import { judgeExposure } from "./steps/exposure";
import { judgeExtremes } from "./steps/extremes";
import { judgeLosses, warnOfLosses } from "./steps/losses";
import { judgePass } from "./steps/pass";
import { applyRuling } from "./steps/rulings";

/** Of the judge's decisions: it rises when the same rules and events may give other verdicts. Stored with each verdict. */
export const JUDGE_VERSION = "1";

/**
 * Judges a phase by its rules after an event: first each boundary up to the event's time, then the event. The same events
 * give the same state and verdicts, however they are batched. Pure: no clock, integers alone. A phase that has ended
 * changes by an operator's ruling alone.
 *
 * A snapshot that is repeated changes nothing. Other events carry amounts, and their repetitions would be added: the caller
 * drops them by their sequence numbers. Throws a RangeError for an event with a number that is missing or not whole.
 */
export function judge(rules: RuleSet, state: PhaseState, event: TradingEvent): Judged {
  checkEvent(event);
  // An earlier time than the last event's counts as the last.
  const at = Math.max(event.at, state.at);
  if (event.type === "snapshot" && event.since_last && !hasEnded(state)) {
    const one = (before: PhaseState, snapshot: Snapshot) => judge(rules, before, snapshot);
    return judgeExtremes(one, state, { ...event, at }, event.since_last);
  }
  const crossed = advance(rules, state, at);
  if (hasEnded(crossed.state) && event.type !== "ruling") return crossed;
  const judged = judgeEvent(rules, crossed.state, { ...event, at });
  return { state: judged.state, verdicts: [...crossed.verdicts, ...judged.verdicts] };
}

/**
 * The verdicts of the clock alone: each boundary up to a time, with the last known values. Throws a RangeError for a time
 * that is no whole number.
 *
 * @param now milliseconds since 1970
 */
export function advance(rules: RuleSet, before: PhaseState, now: number): Judged {
  checkInteger("now", now);
  let state = before;
  const verdicts: Judged["verdicts"] = [];
  while (!hasEnded(state) && nextBoundary(state) <= now) {
    const crossed = crossBoundary(rules, state);
    state = crossed.state;
    verdicts.push(...crossed.verdicts);
  }
  return { state, verdicts };
}

function judgeEvent(rules: RuleSet, before: PhaseState, event: TradingEvent): Judged {
  if (event.type === "snapshot" && event.estimated) return warnOfEstimate(rules, before, event);
  if (event.type === "balance_operation" && event.kind === "credit") {
    return { state: { ...before, at: event.at }, verdicts: [] };
  }
  if (event.type === "ruling") {
    const ruled = applyRuling(rules, before, event);
    const judged = judgeAccount(rules, before, ruled.state);
    return { state: judged.state, verdicts: [...ruled.verdicts, ...judged.verdicts] };
  }
  return judgeAccount(rules, before, applyEvent(rules, before, event));
}

/** Judges the values that the account has now: a breach comes before a pass. */
function judgeAccount(rules: RuleSet, before: PhaseState, current: PhaseState): Judged {
  return judgeInOrder(current, [
    (state) => judgeLosses(rules, state, "always"),
    (state) => judgeExposure(rules, before, state),
    (state) => countAtDeal(rules, state),
    (state) => judgePass(rules, state),
    (state) => warnOfLosses(rules, state),
    (state) => warnOfReset(rules, state),
  ]);
}

function warnOfEstimate(rules: RuleSet, before: PhaseState, event: Snapshot): Judged {
  const { at, balance, equity } = event;
  const { state, verdicts } = warnOfLosses(rules, { ...before, at, balance, equity });
  return { state: { ...before, at, today: state.today }, verdicts };
}
