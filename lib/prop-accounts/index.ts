export {
  closeAccount,
  reinstateAccount,
  retryProvisioning,
  settleVenueNote,
  suspendAccount,
} from "./change-as-admin";
export { grantAccount } from "./grant";
export { listPropAccounts } from "./list";
export { applyStanding, openAccount, openForPayment, type Standing } from "./open";
export { presentAccount } from "./present";
export { longestTryMs } from "./providers";
export { provisionAccount } from "./provision";
export { getPropAccount } from "./read";
export { listAccountsForReview } from "./review";
export { tellVenue } from "./tell-venue";
