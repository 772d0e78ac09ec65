export { cancelStalePayments, refreshProcessingPayments } from "./cancel-stale";
export { claimFree } from "./claim-free";
export { createCheckout } from "./create-checkout";
export { handleEvent } from "./handle-event";
export { getPayment, listPayments } from "./read";
export { receiveEvent } from "./receive-event";
export { replayCheckout, storeCheckout } from "./replay-checkout";
export { syncPayment } from "./sync";
