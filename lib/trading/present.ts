import { toUnixSeconds } from "@/lib/core/format";
import { unitsToJson } from "@/lib/core/money";
import { accountMode, available, command, type Operation, type TradingAccount } from "./port";
import type { OperationView, TradingAccountView } from "./schemas";

export function presentTradingAccount(account: TradingAccount): TradingAccountView {
  return {
    login: account.login,
    group: account.group,
    brand: account.brand,
    account_mode: account.mode,
    account_mode_name: account.mode === accountMode.real ? "REAL" : "DEMO",
    purpose: account.purpose,
    currency: account.currency.toUpperCase(),
    balance: unitsToJson(account.balanceCents),
    debt: unitsToJson(account.debtCents),
    available: unitsToJson(available(account)),
    leverage: account.leverage,
    enable: account.enabled ? 1 : 0,
    customer_id: account.customerId,
    must_change_password: account.mustChangePassword,
    created_time: toUnixSeconds(account.createdAt),
  };
}

export function presentOperation(operation: Operation): OperationView {
  const isIn = operation.command === command.in;
  return {
    order: operation.order,
    login: operation.login,
    command: isIn ? command.in : command.out,
    command_name: isIn ? "OP_BALANCE_IN" : "OP_BALANCE_OUT",
    amount: unitsToJson(operation.amountCents),
    balance_after: unitsToJson(operation.balanceAfterCents),
    debt_change: unitsToJson(operation.debtCents),
    currency: operation.currency.toUpperCase(),
    reason: operation.reason,
    comment: operation.comment,
    api_data: operation.apiData,
    reverses_order: operation.reverses,
    reversed_by_order: operation.reversedBy,
    created_time: toUnixSeconds(operation.createdAt),
  };
}
