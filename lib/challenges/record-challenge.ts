import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { isTransient, isUnanswered } from "@/db/errors";
import { challenges } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { mailAbout } from "@/lib/mail";
import type { Outcome } from "@/lib/trading";
import { keep, LostClaim } from "./claim";
import type { Challenge } from "./present";
import type { Purchase } from "./purchase-status";
import { noResume } from "./resume-later";
import type { Run } from "./run";
import { purchaseStatus } from "./schemas";
import { tellPurchased } from "./tell";

/**
 * Records the challenge and its first phase and makes the purchase active: all of it or nothing.
 * A write that the database refuses is a refusal; one that it didn't answer is unknown.
 */
export async function recordChallenge(run: Run): Promise<Outcome<object>> {
  const { id, accountLogin } = run.purchase;
  if (accountLogin === null) throw new Error(`purchase ${id} has no account`);
  try {
    const recorded = await inTransaction(run.ctx.db, async (tx) => {
      const purchase = await keep(
        tx,
        run.purchase,
        { status: purchaseStatus.active },
        { release: true },
      );
      const challenge = await insertChallenge(tx, purchase);
      await tellPurchased(tx, purchase, challenge);
      return { purchase, challenge };
    });
    // Only now: what the commit refuses, or doesn't answer, has not been recorded by this run.
    run.purchase = recorded.purchase;
    run.challenge = recorded.challenge;
    return { outcome: "accepted" };
  } catch (error) {
    if (error instanceof LostClaim) throw error;
    if (isUnanswered(error) || isTransient(error)) return { outcome: "unknown", cause: error };
    run.ctx.log.error({ err: error, purchase_id: id }, "the challenge was not recorded");
    const message = "The challenge could not be recorded.";
    return { outcome: "refused", code: "REFUSED", message };
  }
}

/** The letter about each row of `challenges`, in the statement that makes them. */
export const mailOfChallenge = () =>
  mailAbout("challenge-bought", {
    name: "purchase_id",
    id: sql`purchase_id`,
    from: sql`challenges`,
  });

/** The challenge, its first phase and the letter about it, in one statement; nothing is left to resume. */
async function insertChallenge(tx: Transaction, purchase: Purchase): Promise<Challenge> {
  const { id, programId, customerId, accountLogin } = purchase;
  // Named as the table, so that what reads challenges reads the one that this statement makes.
  const made = tx.$with("challenges", {}).as(sql`
    insert into challenges (purchase_id, program_id, customer_id, account_login)
    values (${id}, ${programId}, ${customerId}, ${accountLogin})
    returning *`);
  const phase = tx.$with("phase", {}).as(sql`
    insert into challenge_phases (challenge_id, phase_index, account_login)
    select id, 1, account_login from challenges`);
  const letter = tx.$with("letter", {}).as(mailOfChallenge());
  const [row] = await tx
    .with(made, phase, letter)
    .select({
      challenge: challenges,
      // What an admin wants back is still that job's: it was there before this row was locked.
      job: purchase.rollbackRequestedAt === null ? noResume(id) : sql`null`,
    })
    .from(challenges);
  if (!row) throw new Error("insert returned no row");
  return row.challenge;
}
