import type { Transaction } from "@/db/client";
import { canRetry, type Purchase } from "@/lib/challenges";
import { AppError } from "@/lib/core/errors";
import { type TradingServer, withTimeout } from "@/lib/trading";
import { limitRunningFree } from "../free-limit";
import { claimPurchase, savePurchase } from "./claim";
import { firstStatus, noRollbackProblem } from "./transitions";

export const notRetryable = () =>
  new AppError("INVALID_STATE", "Only failed purchases with no pending refund can be retried.");

/** Checks that the purchase's own account group still sells; the program may use another one by now. Throws INVALID_STATE. */
export async function checkOwnGroup(
  { accountGroup }: Pick<Purchase, "accountGroup">,
  server: TradingServer,
): Promise<void> {
  const [group] = await withTimeout(() => server.getGroups([accountGroup]));
  if (group && !group.archived) return;
  throw new AppError(
    "INVALID_STATE",
    `The account group ${accountGroup} is no longer available. Buy the program again instead.`,
  );
}

/**
 * Resets a failed purchase to its first status and claims it, or leaves it to its job with `release`.
 * Throws INVALID_STATE, and FREE_TIER_LIMIT if its customer has the free program again since.
 */
export async function reopenPurchase(
  tx: Transaction,
  id: number,
  { release = false } = {},
): Promise<Purchase> {
  const claimed = await claimPurchase(tx, id);
  if (!claimed || !canRetry(claimed)) throw notRetryable();
  const changes = {
    status: firstStatus(claimed.amountCents),
    feeRequestedAt: null,
    initialBalanceOrder: null,
    initialBalanceRollbackOrder: null,
    // The account may be enabled from here on: if this attempt fails, it must be disabled again.
    accountDisabledAt: null,
    ...noRollbackProblem,
    rollbackRequestedAt: null,
    failureCode: null,
    failureMessage: null,
    resumes: 0,
  };
  return limitRunningFree(() => savePurchase(tx, claimed, changes, { release }));
}
