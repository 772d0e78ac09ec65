export { consistencyOf, judgeConsistency } from "./consistency";
export { balanceOperationKinds, type TradingEvent } from "./events";
export { amountOf, measured } from "./floors";
export { canonicalRules, hashRules } from "./hash";
export { advance, JUDGE_VERSION, judge } from "./judge";
export { openPhase } from "./open-phase";
export {
  dailyLoss,
  daysWithAnOpening,
  payouts,
  ruleSet,
  target,
  totalLoss,
} from "./rule-set";
export { hasEnded, type PhaseState, type RuleName, type Verdict } from "./state";
export { nextBoundary } from "./steps/boundary";
export { dayEnd } from "./steps/trading-day";
export { timeLimitEnd } from "./time-limit";
export { checkWithdrawal, largestWithdrawal } from "./withdrawals";
