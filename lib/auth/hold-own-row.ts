import { and, eq, isNull } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { customers, sessions } from "@/db/schema";
import type { CustomerActor } from "@/lib/context";
import { AppError } from "@/lib/errors";

/**
 * Locks the asking customer's row and looks again at what was checked before, which takes a while: their
 * password is still the one that was confirmed (by its hash), they aren't disabled, their session hasn't
 * ended. A reset or an admin who came between decides. Throws UNAUTHENTICATED.
 */
export async function holdOwnRow(
  tx: Transaction,
  me: CustomerActor,
  confirmedHash?: string,
): Promise<void> {
  const [same] = await tx
    .select({ id: customers.id })
    .from(customers)
    .where(
      and(
        eq(customers.id, me.id),
        isNull(customers.disabledAt),
        confirmedHash === undefined ? undefined : eq(customers.passwordHash, confirmedHash),
      ),
    )
    .for("no key update");
  // Only now, in a statement of its own: it sees what was done by whoever had the lock before.
  const [session] = await tx
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.id, me.sessionId), isNull(sessions.revokedAt)));
  if (same && session) return;
  throw new AppError("UNAUTHENTICATED", "The session or the password has ended. Sign in again.");
}
