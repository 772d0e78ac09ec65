export { performAction } from "./perform";
export { type PurchaseRefund, readPurchaseRefund } from "./read-purchase-refund";
