export { getPropAccount, listPropAccounts, presentAccount } from "./list";
export { applyStanding, openAccount, openForPayment, type Standing } from "./open";
export { provisionAccount } from "./provision";
