export { consistencyOf, judgeConsistency } from "./consistency";
export { balanceOperationKinds, type TradingEvent } from "./events";
export { canonicalRules, hashRules } from "./hash";
export { advance, judge } from "./judge";
export { openPhase } from "./open-phase";
export type { PhaseState, RuleName, Verdict } from "./state";
export { dayEnd } from "./steps/trading-day";
export { timeLimitEnd } from "./time-limit";
export { checkWithdrawal, largestWithdrawal } from "./withdrawals";
