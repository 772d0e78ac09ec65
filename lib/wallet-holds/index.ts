export { applyWalletHold, recheckWalletHolds } from "./apply-wallet-hold";
