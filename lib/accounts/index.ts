export { countAccounts } from "./count";
export { listAccounts } from "./list";
