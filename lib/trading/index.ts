export { listAccountOperations, listTradingAccounts } from "./accounts";
export { adjustWallet, settleAdjustmentLater } from "./adjust-wallet";
export { type CallResult, callTradingServer, withTimeout } from "./call-trading-server";
export { changeTradingPassword, resetTradingPassword } from "./change-password";
export { ledgerFaults } from "./embedded/ledger-faults";
export { firstWalletKey, openWallet } from "./open-wallet";
export {
  type AccountGroup,
  type Alongside,
  type AtomicPurchaseRequest,
  accountMode,
  available,
  type ChangedGroup,
  type Consent,
  type GroupChange,
  type GroupRecord,
  type GroupTerms,
  type OpenAccountRequest,
  type Operation,
  type OperationRequest,
  type PurchaseCondition,
  type TradingAccount,
  type TradingResult,
  type TradingServer,
} from "./port";
export { presentTradingAccount } from "./present";
export { replaceTradingPassword, replaceTradingPasswords } from "./replace-passwords";
export { tradingServer } from "./server";
export { newTemporaryPassword } from "./temporary-password";
export { unsupportedGroups } from "./unsupported-groups";
export { findWalletCurrencies, findWalletGroup } from "./wallet-group";
