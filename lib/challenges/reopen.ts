import type { Transaction } from "@/db/client";
import { AppError } from "@/lib/errors";
import { inTime, type TradingServer } from "@/lib/trading";
import { claimPurchase, keep } from "./claim";
import { limitRunningFree } from "./free-limit";
import { canRetry, firstStatus, type Purchase } from "./purchase-status";

export const notRetryable = () =>
  new AppError("INVALID_STATE", "Only a failed purchase without open money can be tried again.");

/**
 * Looks whether the group that a purchase was made for still sells: what its program has now is another
 * purchase's. Throws INVALID_STATE.
 */
export async function checkOwnGroup(
  { accountGroup }: Pick<Purchase, "accountGroup">,
  server: TradingServer,
): Promise<void> {
  const [group] = await inTime(() => server.getGroups([accountGroup]));
  if (group && !group.archived) return;
  throw new AppError(
    "INVALID_STATE",
    `Nothing is sold in the group ${accountGroup} any more. Buy it again.`,
  );
}

/**
 * Takes a failed purchase back to its beginning and claims it, or leaves it to its job with `release`.
 * Throws INVALID_STATE, and FREE_TIER_LIMIT where its customer has taken the free program again since.
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
    // From here on the account may be enabled again: should this fail, it is disabled anew.
    accountDisabledAt: null,
    rollbackProblem: null,
    rollbackRequestedAt: null,
    failureCode: null,
    failureMessage: null,
    resumes: 0,
  };
  return limitRunningFree(() => keep(tx, claimed, changes, { release }));
}
