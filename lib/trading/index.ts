export { listAccountOperations, listTradingAccounts } from "./accounts";
export { ask, inTime, type Outcome } from "./ask";
export { changeTradingPassword, resetTradingPassword } from "./change-password";
export { ledgerFaults } from "./embedded/ledger-faults";
export { openWallet } from "./open-wallet";
export {
  type AccountGroup,
  type Answer,
  accountMode,
  available,
  type OpenAccountRequest,
  type OperationRequest,
  type TradingAccount,
  type TradingServer,
} from "./port";
export { presentTradingAccount } from "./present";
export { tradingServer } from "./server";
export { newTemporaryPassword } from "./temporary-password";
