import { isResultUnknown } from "@/db/errors";
import { inTransaction } from "@/db/transaction";
import { canRetry, type Purchase } from "@/lib/challenges";
import { type Context, requireCustomer } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { newTemporaryPassword, type TradingServer, tradingServer } from "@/lib/trading";
import { checkPurchaseRequest, loadPurchaseRequest, outOfFunds } from "./check-purchase-request";
import { ownPurchase } from "./own-purchase";
import { type BuyResult, resultOfPurchase, resultOfRun, unknownResult } from "./result";
import { LostClaim } from "./saga/claim";
import { checkOwnGroup, notRetryable, reopenPurchase } from "./saga/reopen";
import type { Run } from "./saga/run";
import { failUnpaid, runPurchase } from "./saga/run-purchase";
import { scheduleResume } from "./saga/schedule-resume";

/**
 * Runs a failed purchase again, at the price that it had. Throws SCOPE_MISSING, NOT_FOUND, INVALID_STATE, the
 * codes of `checkPurchaseRequest` and of the steps.
 */
export async function retryPurchase(
  ctx: Context,
  id: number,
  server: TradingServer = tradingServer(ctx.db),
): Promise<BuyResult> {
  requireCustomer(ctx, "payments:write");
  const failed = await ownPurchase(ctx, id);
  if (!canRetry(failed)) throw notRetryable();
  const { programId: program_id, payerLogin: payer_login } = failed;
  const offer = checkPurchaseRequest(
    await loadPurchaseRequest(ctx, { program_id, payer_login }, server),
  );
  const { priceCents, priceCurrency } = offer.program.program;
  if (priceCents !== failed.amountCents || priceCurrency !== failed.currency) {
    throw new AppError("INVALID_STATE", "The program's price has changed. Buy it again instead.");
  }
  await checkOwnGroup(failed, server);
  const purchase = await reopen(ctx, id);
  const run: Run = { ctx, server, purchase, temporaryPassword: newTemporaryPassword() };
  try {
    const ending = await runPurchase(run);
    if (ending !== "out_of_funds") return await resultOfRun(run);
    await failUnpaid(run);
  } catch (error) {
    if (isResultUnknown(error)) return unknownResult(run, false);
    if (!(error instanceof LostClaim)) throw error;
    return resultOfPurchase(ctx, await ownPurchase(ctx, id), server, false);
  }
  throw outOfFunds(payer_login, priceCents, priceCurrency);
}

/** Resets a failed purchase to its first status, with the job that resumes it. */
const reopen = (ctx: Context, id: number): Promise<Purchase> =>
  inTransaction(ctx.db, async (tx) => {
    const reopened = await reopenPurchase(tx, id);
    await scheduleResume(tx, reopened);
    return reopened;
  });
