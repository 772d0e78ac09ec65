import { paymentPath } from "@/components/payment/paths";
import { formatUnits } from "@/lib/core/money";
import type { OperationView } from "@/lib/trading/schemas";

const titles: Record<string, string> = {
  PROP_CHALLENGE_PURCHASE: "Challenge fee",
  PROP_CHALLENGE_PURCHASE_ROLLBACK: "Challenge fee refunded",
  PROP_CHALLENGE_INITIAL_BALANCE: "Starting balance",
  PROP_CHALLENGE_INITIAL_BALANCE_ROLLBACK: "Starting balance removed",
  PROP_CHALLENGE_CARD_PAYMENT: "Card payment for a challenge",
  PROP_CHALLENGE_CARD_REFUNDED: "Card payment refunded",
  PROP_CHALLENGE_CARD_DISPUTED: "Card payment disputed",
  PROP_CHALLENGE_CARD_RETURNED: "Card payment refunded or disputed",
  PROP_CHALLENGE_FEE_RETURNED: "Challenge fee returned",
  PROP_CHALLENGE_FEE_RESTORED: "Challenge fee restored",
  WALLET_DEPOSIT: "Top-up by card",
  WALLET_DEPOSIT_REFUNDED: "Top-up refunded",
  WALLET_DEPOSIT_DISPUTED: "Top-up disputed",
  WALLET_DEPOSIT_RETURNED: "Top-up refunded or disputed",
  WALLET_DEPOSIT_RESTORED: "Top-up restored",
  DEMO_DEPOSIT: "Demo funds",
  WALLET_CREDIT_BY_ADMIN: "Credit by our team",
  WALLET_DEBIT_BY_ADMIN: "Debit by our team",
};

/** The title of an operation. One with an unknown comment is named for its reason. */
export function operationTitle({
  comment,
  reason,
  amount,
}: Pick<OperationView, "comment" | "reason" | "amount">): string {
  const title = titles[comment];
  if (title) return title;
  const isIn = amount > 0;
  switch (reason) {
    case "TR_REASON_DEPOSIT":
      return isIn ? "Deposit" : "Deposit reversed";
    case "TR_REASON_PROP":
      return isIn ? "Challenge credit" : "Challenge debit";
    default:
      return isIn ? "Money in" : "Money out";
  }
}

/**
 * What an operation was for, and the order that it reverses or that reverses it; empty where nothing is
 * known. `programNames` has the names of programs by purchase id.
 */
export function operationDetail(
  { api_data, reverses_order, reversed_by_order, debt_change, currency }: OperationView,
  programNames: Record<string, string>,
): string {
  const { challenge_login: login, purchase_id: purchase } = api_data;
  return [
    purchase && programNames[purchase],
    purchase && `purchase ${purchase}`,
    login && `login ${login}`,
    debt_change > 0 && `${formatUnits(debt_change, currency)} added to amount owed`,
    debt_change < 0 && `${formatUnits(-debt_change, currency)} applied to amount owed`,
    reverses_order && `reverses ${reverses_order}`,
    reversed_by_order && `reversed by ${reversed_by_order}`,
  ]
    .filter(Boolean)
    .join(", ");
}

/** The page of the payment that an operation belongs to; null if it belongs to none. */
export function operationPath({ api_data }: Pick<OperationView, "api_data">): string | null {
  const { payment_id: id } = api_data;
  return typeof id === "string" ? paymentPath(id) : null;
}
