import { and, eq } from "drizzle-orm";
import { purchases } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { hasFailed, isUncredited, ROLLED_BACK } from "@/lib/challenges";
import { purchaseStatus } from "@/lib/challenges/schemas";
import type { ErrorCode } from "@/lib/core/errors";
import { emitPurchaseFailed, queueEndedEmail, settlePaymentOf } from "../events";
import { ROLLED_BACK_MESSAGE } from "../roll-back";
import { savePurchase } from "./claim";
import { compensations } from "./compensations";
import { nextAttempt, type Run, saveProgress } from "./run";
import { stepsOf } from "./steps";
import { noRollbackProblem, rollbackProblemOf } from "./transitions";

/**
 * How a run ended. `out_of_funds`: the balance fell between check and withdrawal, and nothing was written.
 * `waiting`: a result is unknown; the resume job repeats the request with the same key.
 */
export type Ending = "active" | "failed" | "out_of_funds" | "waiting";

/** Runs a claimed purchase to its end, or compensates it. */
export async function runPurchase(run: Run): Promise<Ending> {
  if (hasFailed(run.purchase)) return compensate(run);
  // Whether this run knows the result of the step before: only then may the purchase be compensated.
  let isDefinite = false;
  for (;;) {
    const step = stepsOf(run.purchase).find(({ isPending }) => isPending(run.purchase));
    if (!step) return "active";
    // The last step makes no request to the trading server.
    const isRecordOnly = step.name === "challenge";
    if (run.purchase.rollbackRequestedAt !== null && (isDefinite || isRecordOnly)) {
      await fail(run, null, ROLLED_BACK, ROLLED_BACK_MESSAGE);
      return compensate(run);
    }
    const result = await step.perform(run);
    isDefinite = true;
    if (result.status === "accepted") continue;
    if (result.status === "unknown") {
      run.ctx.log.warn(
        { err: result.cause, purchase_id: run.purchase.id, step: step.name },
        "purchase.step_unknown",
      );
      await saveProgress(run, {}, true);
      return "waiting";
    }
    if (step.name === "fee" && result.code === "NOT_ENOUGH_FUNDS") return "out_of_funds";
    run.ctx.log.warn(
      { purchase_id: run.purchase.id, step: step.name, code: result.code, message: result.message },
      "purchase.step_rejected",
    );
    await fail(run, step.name, step.failure, step.message);
    return compensate(run);
  }
}

/** Marks a purchase failed after a rejected step. Only then may its steps be compensated. */
async function fail(
  run: Run,
  step: string | null,
  code: ErrorCode | typeof ROLLED_BACK,
  message: string,
) {
  // If an admin requested a rollback, that is the reason that the customer sees.
  const isRolledBack = run.purchase.rollbackRequestedAt !== null;
  run.purchase = await inTransaction(run.ctx.db, async (tx) => {
    const failed = await savePurchase(tx, run.purchase, {
      status: purchaseStatus.failed,
      failureCode: isRolledBack ? ROLLED_BACK : code,
      failureMessage: isRolledBack ? ROLLED_BACK_MESSAGE : message,
      ...(step !== null && { attempts: nextAttempt(run.purchase, step) }),
    });
    await emitPurchaseFailed(tx, failed);
    if (isRolledBack && failed.paymentOrder === null) await queueEndedEmail(tx, failed);
    // The refund of its payment doesn't wait for its fee.
    if (isUncredited(failed)) await settlePaymentOf(tx, failed);
    return failed;
  });
}

/** Fails a purchase that its customer already saw, if the wallet no longer covers the fee. */
export async function failUnpaid(run: Run): Promise<void> {
  await fail(run, "fee", "PAYMENT_FAILED", "The balance no longer covered the fee.");
  await compensate(run);
}

/** Performs the pending compensations. One that is rejected or unknown stays pending and doesn't stop the others. */
async function compensate(run: Run): Promise<Ending> {
  let problem: ReturnType<typeof rollbackProblemOf> | null = null;
  for (const step of compensations) {
    if (!step.isPending(run.purchase)) continue;
    const result = await step.perform(run);
    if (result.status === "accepted") continue;
    const rejection = result.status === "rejected" ? result.message : null;
    problem ??= rollbackProblemOf(step.name, rejection);
    run.ctx.log.error(
      { purchase_id: run.purchase.id, step: step.name, rejection },
      "purchase.compensation_pending",
    );
    // This also renews the claim for the next one.
    const isRejected = rejection !== null;
    await saveProgress(run, isRejected ? { attempts: nextAttempt(run.purchase, step.name) } : {});
  }
  await saveProgress(run, problem ?? noRollbackProblem, true);
  if (problem === null) await settlePaymentOf(run.ctx.db, run.purchase);
  return "failed";
}

/** Deletes a purchase whose fee was rejected before anything happened, so that its key can be used again. */
export async function deletePurchase({ ctx, purchase }: Run): Promise<void> {
  if (purchase.claim === null) return;
  await ctx.db
    .delete(purchases)
    .where(and(eq(purchases.id, purchase.id), eq(purchases.claim, purchase.claim)));
}
