export {
  createOnce,
  findExistingRequest,
  insertRequest,
  insertSystemRefund,
  type MoneyRequest,
} from "./create";
export { listMoneyRequests, listStuckMoneyRequests } from "./read";
export { releaseRefunds } from "./release";
export { readPendingRequest, settleRequest, startNextAttempt } from "./settle";
