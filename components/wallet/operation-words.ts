import { formatUnits } from "@/lib/money";
import type { OperationView } from "@/lib/trading/schemas";

const titles: Record<string, string> = {
  PROP_CHALLENGE_PURCHASE: "Challenge fee",
  PROP_CHALLENGE_PURCHASE_ROLLBACK: "Challenge fee refunded",
  PROP_CHALLENGE_INITIAL_BALANCE: "Starting balance",
  PROP_CHALLENGE_INITIAL_BALANCE_ROLLBACK: "Starting balance taken back",
  WALLET_DEPOSIT: "Deposit by card",
  WALLET_DEPOSIT_RETURNED: "Deposit returned to the card or disputed",
  WALLET_DEPOSIT_RESTORED: "Returned deposit put back",
  DEMO_DEPOSIT: "Demo deposit",
};

/** What an operation was, in plain words. One that isn't known is named by why money moved. */
export function operationTitle({ comment, reason, amount }: OperationView): string {
  const known = titles[comment];
  if (known) return known;
  const isIn = amount > 0;
  switch (reason) {
    case "TR_REASON_DEPOSIT":
      return isIn ? "Deposit" : "Deposit taken back";
    case "TR_REASON_PROP":
      return isIn ? "Challenge, credited" : "Challenge, debited";
    default:
      return isIn ? "Money in" : "Money out";
  }
}

/**
 * What it was for, and the order that it took back or that took it back; empty where nobody said.
 * Takes the names of the programs that were bought, by purchase.
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
    debt_change > 0 && `${formatUnits(debt_change, currency)} of it is owed`,
    debt_change < 0 && `${formatUnits(-debt_change, currency)} of it repaid what was owed`,
    reverses_order && `takes back order ${reverses_order}`,
    reversed_by_order && `taken back by order ${reversed_by_order}`,
  ]
    .filter(Boolean)
    .join(", ");
}
