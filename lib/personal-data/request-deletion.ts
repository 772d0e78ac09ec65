import { eq, sql } from "drizzle-orm";
import { customers } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { endAllSessions, lockOwnRow, proveOwner } from "@/lib/auth";
import { addLogFields, type Context, requireCustomer } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { queueEmail } from "@/lib/mail";
import { closeFreeAccounts } from "@/lib/prop-accounts";
import { enqueue } from "@/lib/queue/enqueue";
import { tradingServer, withTimeout } from "@/lib/trading";
import { openWallets, readOpenMatters } from "./open-matters";
import type { DeletionInput, OpenMatter } from "./schemas";

/** A request that was authenticated just before may still start a payment: this is canceled after it. */
const CANCEL_AFTER_MS = 60_000;

/**
 * Deletes the calling customer's account: closes their free accounts and their login. A job removes their personal data a
 * day later; until then an admin can enable them again. Records of money stay.
 *
 * Throws FORBIDDEN for admins, INVALID_CREDENTIALS, TWO_FACTOR_REQUIRED and TWO_FACTOR_INVALID, UNAVAILABLE while the
 * trading server doesn't respond, RATE_LIMITED, and INVALID_STATE, with `matters` beside the error, while something is
 * open.
 */
export async function requestDeletion(ctx: Context, input: DeletionInput): Promise<void> {
  const caller = requireCustomer(ctx);
  if (caller.role === "admin") {
    throw new AppError("FORBIDDEN", "Admins can't delete their account. Ask another admin.");
  }
  addLogFields(ctx, { user_id: caller.publicId });
  const confirmed = await proveOwner(ctx, input);
  // Read before the wallets: what is on its way now may be credited to one a moment after that was read.
  const early = await readOpenMatters(ctx.db, caller.id);
  const wallets = await withTimeout(() => tradingServer(ctx.db).listAccounts(caller.id, "wallet"));
  requireNone([...early, ...openWallets(wallets)]);
  await inTransaction(ctx.db, async (tx) => {
    // Waits for payments and purchases that are being inserted: they lock the row that they refer to.
    await tx.select().from(customers).where(eq(customers.id, caller.id)).for("update");
    await lockOwnRow(tx, caller, confirmed);
    requireNone(await readOpenMatters(tx, caller.id));
    await closeFreeAccounts(tx, caller.id);
    await tx
      .update(customers)
      .set({ disabledAt: sql`now()`, erasureRequestedAt: sql`now()` })
      .where(eq(customers.id, caller.id));
    await endAllSessions(tx, caller.id);
    await queueEmail(tx, "account-deleted", { user_id: caller.publicId });
    const runAt = new Date(Date.now() + CANCEL_AFTER_MS);
    await enqueue(tx, "cancel-open-payments", { customer_id: caller.id }, { runAt });
  });
  ctx.log.info("customer.deletion_requested");
}

function requireNone(matters: OpenMatter[]): void {
  if (matters.length === 0) return;
  throw new AppError("INVALID_STATE", "Your account can't be deleted yet. Settle this first.", {
    beside: { matters },
  });
}
