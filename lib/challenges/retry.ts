import { isUnanswered } from "@/db/errors";
import { inTransaction } from "@/db/transaction";
import { type Context, requireCustomer } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { newTemporaryPassword, type TradingServer, tradingServer } from "@/lib/trading";
import { answerKnown, answerRun, answerUnknown, type BuyAnswer } from "./answer";
import { checkWish, loadWish, outOfFunds } from "./check";
import { LostClaim } from "./claim";
import { canRetry, type Purchase } from "./purchase-status";
import { ownPurchase } from "./read";
import { checkOwnGroup, notRetryable, reopenPurchase } from "./reopen";
import { resumeLater } from "./resume-later";
import type { Run } from "./run";
import { failUnpaid, runPurchase } from "./run-purchase";

/**
 * Runs a failed purchase again, at the price that it had. Throws SCOPE_MISSING, NOT_FOUND, INVALID_STATE, the
 * codes of `checkWish` and of the steps.
 */
export async function retryPurchase(
  ctx: Context,
  id: number,
  server: TradingServer = tradingServer(ctx.db),
): Promise<BuyAnswer> {
  requireCustomer(ctx, "payments:write");
  const known = await ownPurchase(ctx, id);
  if (!canRetry(known)) throw notRetryable();
  const { programId: program_id, payerLogin: payer_login } = known;
  const offer = checkWish(await loadWish(ctx, { program_id, payer_login }, server));
  const { priceCents, priceCurrency } = offer.program.program;
  if (priceCents !== known.amountCents || priceCurrency !== known.currency) {
    throw new AppError("INVALID_STATE", "The program's price has changed since. Buy it again.");
  }
  await checkOwnGroup(known, server);
  const purchase = await reopen(ctx, id);
  const run: Run = { ctx, server, purchase, temporaryPassword: newTemporaryPassword() };
  try {
    const ending = await runPurchase(run);
    if (ending !== "out_of_funds") return await answerRun(run);
    await failUnpaid(run);
  } catch (error) {
    if (isUnanswered(error)) return answerUnknown(run, false);
    if (!(error instanceof LostClaim)) throw error;
    return answerKnown(ctx, await ownPurchase(ctx, id), server, false);
  }
  throw outOfFunds(payer_login, priceCents, priceCurrency);
}

/** Takes a failed purchase back to its beginning, with the job that watches over it. */
const reopen = (ctx: Context, id: number): Promise<Purchase> =>
  inTransaction(ctx.db, async (tx) => {
    const reopened = await reopenPurchase(tx, id);
    await resumeLater(tx, reopened);
    return reopened;
  });
