import { eq } from "drizzle-orm";
import type { Database } from "@/db/client";
import { propAccounts } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { env } from "@/lib/core/env";
import { describeProblem, pendingCreationOf, type VenueError } from "@/lib/venues";
import { changeAccount } from "./change-account";
import { enqueueProvisioning, needsProvisioning } from "./enqueue-provisioning";

/** Tries before an account is left to an admin. */
export const MAX_ATTEMPTS = 10;
/** How long an account waits before it looks again whether another one's creation has ended. */
const WAIT_SECONDS = 3;

type TriedAccount = Pick<typeof propAccounts.$inferSelect, "id" | "provisioningAttempts">;

/**
 * Stores a failed try on the account's row and enqueues the next one, if there is one. A try that another one of
 * the same account came before is not counted: that one has enqueued the next. A suspended or closed
 * account is tried further until it is known whether it has a subaccount.
 */
export async function recordFailure(
  db: Database,
  { id, provisioningAttempts: before }: TriedAccount,
  failure: VenueError,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const [row] = await tx.select().from(propAccounts).where(eq(propAccounts.id, id)).for("update");
    if (row?.provisioningAttempts !== before) return;
    if (!needsProvisioning(row)) return;
    const pending = pendingCreationOf(row);
    const enqueueNext = (provisioningAttempts: number, seconds: number) =>
      enqueueProvisioning(
        tx,
        { ...row, provisioningAttempts },
        new Date(Date.now() + seconds * 1000),
      );
    if (failure.next === "wait") return enqueueNext(before, WAIT_SECONDS);
    const attempts = before + 1;
    const isLast = failure.next === "stop" || attempts >= MAX_ATTEMPTS;
    await changeAccount(tx, id, () =>
      tx
        .update(propAccounts)
        .set({
          provisioningAttempts: attempts,
          provisioningError: describeProblem(pending, failure.message),
          provisioningFailedAt: isLast ? new Date() : null,
        })
        .where(eq(propAccounts.id, id)),
    );
    if (!isLast) await enqueueNext(attempts, waitAfter(attempts));
  });
}

function waitAfter(attempts: number): number {
  const steps = env().PROVISIONING_RETRY_SECONDS;
  return steps[Math.min(attempts, steps.length) - 1] ?? 0;
}
