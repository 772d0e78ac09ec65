export { buyChallenge } from "./buy";
export { cancelPurchase } from "./cancel";
export { buyByCardAtomically, buyByCardInSteps, lockPurchaseOfPayment } from "./card/buy";
export {
  type CardPayment,
  type CardRejection,
  checkCardPurchase,
  findCardOffer,
} from "./card/offer";
export { retryAsAdmin, rollBackInTransaction, rollBackPurchase } from "./change-as-admin";
export { grantChallenge } from "./grant";
export { listStuckPurchases } from "./list-stuck";
export { openProgramWallet } from "./open-program-wallet";
export { listPayerAccounts } from "./payer-accounts";
export { previewPurchase } from "./preview";
export { retryPurchase } from "./retry";
export { endReversed } from "./roll-back";
export { resumePurchase } from "./saga/resume";
export { resumeStalled } from "./saga/schedule-resume";
