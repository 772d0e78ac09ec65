export { countAccounts } from "./count";
export { listAccounts } from "./list";
export { readAccountPhases } from "./read-phases";
