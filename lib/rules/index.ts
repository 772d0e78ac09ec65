export { judgeConsistency } from "./consistency";
export { advance, judge } from "./judge";
export { openPhase } from "./open-phase";
export type { PhaseState, TradingEvent, Verdict } from "./state";
export { dayEnd } from "./trading-day";
