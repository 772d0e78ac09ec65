import { and, eq, isNull } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { customers, sessions } from "@/db/schema";
import type { CustomerActor } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";

/**
 * Locks the calling customer's row and repeats the checks that were made before the transaction: their password is
 * the confirmed one (by its hash), they aren't disabled, and their session hasn't ended. A reset or an admin may have
 * changed that in between. Throws UNAUTHENTICATED.
 */
export async function lockOwnRow(
  tx: Transaction,
  caller: CustomerActor,
  confirmedHash?: string,
): Promise<void> {
  const [unchanged] = await tx
    .select({ id: customers.id })
    .from(customers)
    .where(
      and(
        eq(customers.id, caller.id),
        isNull(customers.disabledAt),
        confirmedHash === undefined ? undefined : eq(customers.passwordHash, confirmedHash),
      ),
    )
    .for("no key update");
  // A later statement, so that it sees the changes of the transaction that held the lock before.
  const [session] = await tx
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.id, caller.sessionId), isNull(sessions.revokedAt)));
  if (unchanged && session) return;
  throw new AppError(
    "UNAUTHENTICATED",
    "Your session has ended or your password has changed. Sign in again.",
  );
}
