import { eq } from "drizzle-orm";
import type { Database } from "@/db/client";
import { propAccounts } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { env } from "@/lib/env";
import { enqueueTry } from "./enqueue-try";
import type { VenueError } from "./providers/port";
import { openAskOf, problemText } from "./providers/vanta/open-ask";
import { tellingStatus } from "./telling-status";

/** Tries before an account is left to an admin. */
export const MAX_ATTEMPTS = 10;
/** After which an account looks again whether another's creation is over. */
const WAIT_SECONDS = 3;

type Tried = Pick<typeof propAccounts.$inferSelect, "id" | "provisioningAttempts">;

/**
 * Writes a failed try on the account's row, with the next one or none. One that another try of the same
 * account came before stands for nothing: that one has seen to the next. A closed account is tried on
 * while something may have been made for it, so that what was made is recorded.
 */
export async function recordFailure(
  db: Database,
  { id, provisioningAttempts: before }: Tried,
  failure: VenueError,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const [row] = await tx.select().from(propAccounts).where(eq(propAccounts.id, id)).for("update");
    if (row?.provisioningAttempts !== before) return;
    const ask = openAskOf(row);
    if (row.status !== "provisioning" && !(row.status === "closed" && ask)) return;
    const again = (provisioningAttempts: number, seconds: number) =>
      enqueueTry(tx, { ...row, provisioningAttempts }, new Date(Date.now() + seconds * 1000));
    if (failure.next === "wait") return again(before, WAIT_SECONDS);
    const attempts = before + 1;
    const over = failure.next === "stop" || attempts >= MAX_ATTEMPTS;
    const ours = eq(propAccounts.id, id);
    await tellingStatus(tx, id, () =>
      tx
        .update(propAccounts)
        .set({
          provisioningAttempts: attempts,
          provisioningError: problemText(ask, failure.message),
          provisioningFailedAt: over ? new Date() : null,
        })
        .where(ours),
    );
    if (!over) await again(attempts, waitAfter(attempts));
  });
}

function waitAfter(attempts: number): number {
  const steps = env().PROVISIONING_RETRY_SECONDS;
  return steps[Math.min(attempts, steps.length) - 1] ?? 0;
}
