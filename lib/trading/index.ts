export { listAccountOperations, listTradingAccounts } from "./accounts";
export { adjustWallet, settleAdjustmentLater } from "./adjust-wallet";
export { ask, inTime, type Outcome } from "./ask";
export { changeTradingPassword, resetTradingPassword } from "./change-password";
export { ledgerFaults } from "./embedded/ledger-faults";
export { booked, hasOwnBooks, openedBy, reserve, type Sale, saleValues } from "./embedded/sale";
export { firstWalletKey, openWallet } from "./open-wallet";
export {
  type AccountGroup,
  type Alongside,
  type Answer,
  accountMode,
  available,
  type ChangedGroup,
  type GroupChange,
  type GroupRecord,
  type GroupTerms,
  type OpenAccountRequest,
  type Operation,
  type OperationRequest,
  type TradingAccount,
  type TradingServer,
} from "./port";
export { presentTradingAccount } from "./present";
export { replaceTradingPassword, replaceTradingPasswords } from "./replace-passwords";
export { tradingServer } from "./server";
export { newTemporaryPassword } from "./temporary-password";
export { unsupportedGroups } from "./unsupported-groups";
export { findWalletCurrencies, findWalletGroup } from "./wallet-group";
