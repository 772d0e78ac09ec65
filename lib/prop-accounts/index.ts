export { getPropAccount, listPropAccounts, presentAccount } from "./list";
export { applyStanding, openAccount, openForPayment, type Standing } from "./open";
export { longestTryMs } from "./providers";
export { provisionAccount } from "./provision";
export { listAccountsForReview } from "./review";
export { tellVenue } from "./tell-venue";
