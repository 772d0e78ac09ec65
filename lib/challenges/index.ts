export { buyChallenge } from "./buy";
export { cancelPurchase } from "./cancel";
export { listPayerAccounts } from "./payer-accounts";
export { previewPurchase } from "./preview";
export { getChallenge, listChallenges } from "./read";
export { resumePurchase } from "./resume";
export { resumeStalled } from "./resume-later";
export { retryPurchase } from "./retry";
export { listStuckPurchases } from "./stuck";
