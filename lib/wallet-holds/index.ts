export { applyWalletHold, recheckWalletHolds } from "./apply-wallet-hold";
export {
  type DepositUse,
  type FeeSource,
  readDepositUse,
  readFeeSources,
} from "./read-money";
