export { knownRequest, type MoneyRequest, writeRequest } from "./ask";
export { listMoneyRequests } from "./read";
export { nextAttempt, pendingRequest, settleRequest } from "./settle";
