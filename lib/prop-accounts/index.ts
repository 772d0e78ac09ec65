export {
  closeAccount,
  reinstateAccount,
  retryProvisioning,
  settleVenueNote,
  suspendAccount,
} from "./change-as-admin";
export { grantAccount } from "./grant";
export { getPropAccount, listPropAccounts, presentAccount } from "./list";
export { applyStanding, openAccount, openForPayment, type Standing } from "./open";
export { longestTryMs } from "./providers";
export { provisionAccount } from "./provision";
export { listAccountsForReview } from "./review";
export { tellVenue } from "./tell-venue";
