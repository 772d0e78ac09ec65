export { addSnapshotPartitions } from "./add-partitions";
export { advanceEvaluations } from "./clock/advance-evaluations";
export { deliverCommands } from "./commands/deliver-commands";
export { getChallengeEvaluation } from "./get-evaluation";
export { describeVerdict, verdictNumber } from "./verdict-messages";
