import { and, eq } from "drizzle-orm";
import { purchases } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { ErrorCode } from "@/lib/errors";
import { backwardSteps } from "./backward";
import { keep } from "./claim";
import { forwardSteps } from "./forward";
import { hasFailed, ROLLED_BACK } from "./purchase-status";
import { nextAttempt, type Run, record } from "./run";
import { purchaseStatus } from "./schemas";
import { ROLLED_BACK_WORDS } from "./take-back";
import { mailEnded, tellFailed } from "./tell";

/**
 * How a run ended. `out_of_funds`: the wallet was drained between check and debit, and nothing has
 * happened. `waiting`: an outcome is unknown; the resume job asks again with the same key.
 */
export type Ending = "active" | "failed" | "out_of_funds" | "waiting";

/** Takes a claimed purchase as far as it goes: to the end, or back to the beginning. */
export async function runPurchase(run: Run): Promise<Ending> {
  if (hasFailed(run.purchase)) return goBack(run);
  // Whether this run knows what came of the step before: only then may it be taken back.
  let isKnown = false;
  for (;;) {
    const step = forwardSteps.find(({ isDue }) => isDue(run.purchase));
    if (!step) return "active";
    // The last step asks nobody else.
    const isRecordOnly = step.name === "challenge";
    if (run.purchase.rollbackRequestedAt !== null && (isKnown || isRecordOnly)) {
      await fail(run, null, ROLLED_BACK, ROLLED_BACK_WORDS);
      return goBack(run);
    }
    const result = await step.perform(run);
    isKnown = true;
    if (result.outcome === "accepted") continue;
    if (result.outcome === "unknown") {
      run.ctx.log.warn(
        { err: result.cause, purchase_id: run.purchase.id, step: step.name },
        "the outcome of a step is unknown",
      );
      await record(run, {}, true);
      return "waiting";
    }
    if (step.name === "fee" && result.code === "NOT_ENOUGH_FUNDS") return "out_of_funds";
    run.ctx.log.warn(
      { purchase_id: run.purchase.id, step: step.name, code: result.code, message: result.message },
      "a step was refused",
    );
    await fail(run, step.name, step.failure, step.words);
    return goBack(run);
  }
}

/** Decides that a purchase has failed, by a step that was refused. Only now may anything be taken back. */
async function fail(
  run: Run,
  step: string | null,
  code: ErrorCode | typeof ROLLED_BACK,
  message: string,
) {
  // What an admin wants back is over for its customer too, however it ended.
  const isRolledBack = run.purchase.rollbackRequestedAt !== null;
  run.purchase = await inTransaction(run.ctx.db, async (tx) => {
    const failed = await keep(tx, run.purchase, {
      status: purchaseStatus.failed,
      failureCode: isRolledBack ? ROLLED_BACK : code,
      failureMessage: isRolledBack ? ROLLED_BACK_WORDS : message,
      ...(step !== null && { attempts: nextAttempt(run.purchase, step) }),
    });
    await tellFailed(tx, failed);
    if (isRolledBack && failed.paymentOrder === null) await mailEnded(tx, failed);
    return failed;
  });
}

/** Ends a purchase that its customer knows of already, when its wallet no longer covers the fee. */
export async function failUnpaid(run: Run): Promise<void> {
  await fail(run, "fee", "PAYMENT_FAILED", "The balance no longer covered the fee.");
  await goBack(run);
}

/** Takes back what is due. What is refused or unknown stays due and doesn't hold up the others. */
async function goBack(run: Run): Promise<Ending> {
  let problem: string | null = null;
  for (const step of backwardSteps) {
    if (!step.isDue(run.purchase)) continue;
    const result = await step.perform(run);
    if (result.outcome === "accepted") continue;
    problem ??= `${step.name}: ${result.outcome === "refused" ? result.message : "no answer"}`;
    run.ctx.log.error(
      { purchase_id: run.purchase.id, step: step.name, problem },
      "a rollback is waiting",
    );
    // Also renews the claim: the next one may take as long.
    const refused = result.outcome === "refused";
    await record(run, refused ? { attempts: nextAttempt(run.purchase, step.name) } : {});
  }
  await record(run, { rollbackProblem: problem }, true);
  return "failed";
}

/** Forgets a purchase whose fee was refused before anything happened: its key binds nothing. */
export async function forget({ ctx, purchase }: Run): Promise<void> {
  if (purchase.claim === null) return;
  await ctx.db
    .delete(purchases)
    .where(and(eq(purchases.id, purchase.id), eq(purchases.claim, purchase.claim)));
}
