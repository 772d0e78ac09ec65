export { knownRequest, type MoneyRequest, writeOnce, writeRequest } from "./ask";
export { listMoneyRequests, listStuckMoneyRequests } from "./read";
export { nextAttempt, pendingRequest, settleRequest } from "./settle";
