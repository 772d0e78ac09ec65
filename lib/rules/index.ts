export { consistencyOf, judgeConsistency } from "./consistency";
export { balanceOperationKinds, type TradingEvent } from "./events";
export { amountOf, measured } from "./floors";
export { canonicalRules, hashRules } from "./hash";
export { advance, judge } from "./judge";
export { openPhase } from "./open-phase";
export {
  dailyLoss,
  daysWithAnOpening,
  payouts,
  ruleSet,
  target,
  totalLoss,
} from "./rule-set";
export type { PhaseState, RuleName, Verdict } from "./state";
export { nextBoundary } from "./steps/boundary";
export { dayEnd } from "./steps/trading-day";
export { timeLimitEnd } from "./time-limit";
export { checkWithdrawal, largestWithdrawal } from "./withdrawals";
