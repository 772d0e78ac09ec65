export { getChallengeEvidence, getPaymentEvidence, getPaymentHistory } from "./read";
export { type Cause, recordHistory } from "./record";
