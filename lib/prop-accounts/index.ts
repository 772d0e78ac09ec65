export { applyRestrictions, type PaymentRestrictions } from "./apply-restrictions";
export {
  clearVenueNote,
  closeAccount,
  reinstateAccount,
  retryProvisioning,
  suspendAccount,
} from "./change-as-admin";
export { closeFreeAccounts } from "./close-free-accounts";
export { lacksProvisioningJob, resumeProvisioning } from "./enqueue-provisioning";
export { grantAccount } from "./grant";
export { listPropAccounts } from "./list";
export { openAccount, openForPayment } from "./open";
export { columns as propAccountColumns, presentAccounts } from "./present";
export { provisionAccount } from "./provision";
export { getPropAccount } from "./read";
export { listAccountsForReview } from "./review";
export { syncVenue } from "./sync-venue";
