export { addSnapshotPartitions } from "./add-partitions";
export { advanceEvaluations } from "./clock/advance-evaluations";
export { deliverCommands } from "./commands/deliver-commands";
export { markCommandDone } from "./commands/mark-command-done";
export { findAccountEvaluation, getChallengeEvaluation } from "./get-evaluation";
export { isAsRecorded, isReplayed, type Replay, replayChallenge } from "./replay";
export { confirmEnding } from "./rulings/confirm-ending";
export { readLastValues } from "./rulings/last-values";
export { liftEnding } from "./rulings/lift-ending";
export {
  createTradingSource,
  disableTradingSource,
  enableTradingSource,
} from "./trading-sources";
export { describeVerdict, verdictNumber } from "./verdict-messages";
