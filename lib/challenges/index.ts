export { cancelChallenge } from "./cancel";
export { emitEnded } from "./events";
export { lockEvaluations } from "./lock-evaluations";
export { readPaymentRefunds } from "./payment-refunds";
export {
  boughtProgramName,
  type Challenge,
  holdOf,
  loginOf,
  presentChallenge,
  presentPurchase,
} from "./present";
export {
  canRetry,
  DISPUTE_LOST,
  hasFailed,
  hasUnreturnedFee,
  isSettled,
  isUncredited,
  nextAction,
  type Purchase,
  REFUNDED,
  ROLLED_BACK,
  statusName,
} from "./purchase-status";
export { getChallenge, listChallenges } from "./read";
export { getChallengeReceipt } from "./receipt";
export {
  recordDisputeEnd,
  recordPaymentEnd,
  reinstateChallenge,
  type Shortage,
  suspendChallenge,
} from "./suspend";
export { syncChallengeAccess } from "./sync-access";
