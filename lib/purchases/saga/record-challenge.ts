import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { isResultUnknown, isTransient } from "@/db/errors";
import { challenges } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Challenge, Purchase } from "@/lib/challenges";
import { purchaseStatus } from "@/lib/challenges/schemas";
import { queueEmailSql } from "@/lib/mail";
import type { CallResult } from "@/lib/trading";
import { emitPurchased, recordBought, settlePaymentOf } from "../events";
import { LostClaim, savePurchase } from "./claim";
import type { Run } from "./run";
import { removeResumeJobSql } from "./schedule-resume";

/**
 * Records the challenge and its first phase and makes the purchase active, in one transaction.
 * A write that the database rejects is a rejected step; one without a response has an unknown result.
 */
export async function recordChallenge(run: Run): Promise<CallResult<object>> {
  const { id, accountLogin } = run.purchase;
  if (accountLogin === null) throw new Error(`purchase ${id} has no account`);
  try {
    const recorded = await inTransaction(run.ctx.db, async (tx) => {
      const purchase = await savePurchase(
        tx,
        run.purchase,
        { status: purchaseStatus.active },
        { release: true },
      );
      const challenge = await insertChallenge(tx, purchase);
      await emitPurchased(tx, purchase, challenge);
      await recordBought(tx, purchase, challenge);
      await settlePaymentOf(tx, purchase);
      return { purchase, challenge };
    });
    // Only after the commit, which may be rejected or get no response.
    run.purchase = recorded.purchase;
    run.challenge = recorded.challenge;
    return { status: "accepted" };
  } catch (error) {
    if (error instanceof LostClaim) throw error;
    if (isResultUnknown(error) || isTransient(error)) return { status: "unknown", cause: error };
    run.ctx.log.error({ err: error, purchase_id: id }, "purchase.challenge_rejected");
    const message = "The challenge couldn't be started.";
    return { status: "rejected", code: "REFUSED", message };
  }
}

/** Queues the email about each row of `challenges`, in the statement that inserts them. */
export const queueBoughtEmailSql = () =>
  queueEmailSql("challenge-bought", {
    name: "purchase_id",
    id: sql`purchase_id`,
    from: sql`challenges`,
  });

/** Inserts the challenge, its first phase and its email, and removes the resume job, in one statement. */
async function insertChallenge(tx: Transaction, purchase: Purchase): Promise<Challenge> {
  const { id, programId, customerId, accountLogin, ruleSetId } = purchase;
  // Named as the table, so that the query builder reads the inserted row.
  const inserted = tx.$with("challenges", {}).as(sql`
    insert into challenges (purchase_id, program_id, customer_id, account_login)
    values (${id}, ${programId}, ${customerId}, ${accountLogin})
    returning *`);
  const phase = tx.$with("phase", {}).as(sql`
    insert into challenge_phases (challenge_id, phase_index, account_login, rule_set_id)
    select id, 1, account_login, ${ruleSetId} from challenges`);
  const email = tx.$with("email", {}).as(queueBoughtEmailSql());
  const [row] = await tx
    .with(inserted, phase, email)
    .select({
      challenge: challenges,
      // If an admin requested a rollback, the job performs it.
      job: purchase.rollbackRequestedAt === null ? removeResumeJobSql(id) : sql`null`,
    })
    .from(challenges);
  if (!row) throw new Error("insert returned no row");
  return row.challenge;
}
