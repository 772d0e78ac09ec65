import type { PhaseState, Verdict } from "@/lib/rules";
import { isEnding, type JudgedVerdict } from "../state";

/**
 * A verdict that time alone gave. The events of the day before may only be late, so that what its end breaches or passes
 * waits for an operator; what expires doesn't.
 */
export const clockVerdict = (
  verdict: Verdict,
  before: PhaseState,
  after: PhaseState,
): JudgedVerdict => ({
  ...verdict,
  doubt: isEnding(verdict) && verdict.kind !== "expired" ? "clock" : null,
  eventSeq: null,
  event: null,
  before,
  after,
});
