import { randomUUID } from "node:crypto";
import { and, asc, eq, gt, isNotNull, isNull, lt, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { customerNotes, customers, mailLinks, sentEmails, sessions } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { clearSecondFactor, hashPassword, recognizedPasswordOwner } from "@/lib/auth";
import type { Context } from "@/lib/core/context";
import { erasedEmail } from "@/lib/core/erased-email";
import { closeFreeAccounts } from "@/lib/prop-accounts";
import { tradingServer, withTimeout } from "@/lib/trading";
import { openWallets, readOpenMatters } from "./open-matters";
import { ERASE_AFTER_HOURS } from "./schemas";

const BATCH = 200;

const isDue = and(
  isNotNull(customers.erasureRequestedAt),
  isNull(customers.erasedAt),
  lt(customers.erasureRequestedAt, sql`now() - make_interval(hours => ${ERASE_AFTER_HOURS}::int)`),
);

/**
 * Removes the personal data of customers who deleted their account a day ago. One of whom something has become open since,
 * such as by a dispute, waits until it is settled.
 */
export async function eraseCustomers(ctx: Context): Promise<void> {
  for (let last = 0; ; ) {
    // After those that wait: they must not keep others from their turn.
    const due = await ctx.db
      .select({ id: customers.id, publicId: customers.publicId })
      .from(customers)
      .where(and(isDue, gt(customers.id, last)))
      .orderBy(asc(customers.id))
      .limit(BATCH);
    for (const customer of due) {
      last = customer.id;
      await eraseCustomer(ctx, customer).catch((err: unknown) => {
        ctx.log.warn({ err, user_id: customer.publicId }, "customer.erasure_failed");
      });
    }
    if (due.length < BATCH) return;
  }
}

interface Customer {
  id: number;
  publicId: string;
}

async function eraseCustomer(ctx: Context, { id, publicId }: Customer): Promise<void> {
  const wallets = await withTimeout(() => tradingServer(ctx.db).listAccounts(id, "wallet"));
  // Nobody knows a password with this hash.
  const passwordHash = await hashPassword(recognizedPasswordOwner("erasure"), randomUUID());
  const result = await inTransaction(ctx.db, async (tx) => {
    const byId = eq(customers.id, id);
    const [current] = await tx.select().from(customers).where(and(byId, isDue)).for("update");
    // An admin has enabled the customer again.
    if (!current) return "canceled";
    const matters = [...(await readOpenMatters(tx, id)), ...openWallets(wallets)];
    if (matters.length > 0) return "waiting";
    // One may have been opened by a request that was authenticated just before the deletion.
    await closeFreeAccounts(tx, id);
    await tx
      .update(customers)
      .set({
        email: erasedEmail(publicId),
        name: null,
        timeZone: null,
        passwordHash,
        emailVerifiedAt: null,
        erasedAt: sql`now()`,
      })
      .where(byId);
    await deletePersonalRows(tx, id);
    return "erased";
  });
  ctx.log.info({ user_id: publicId, result }, "customer.erasure");
}

/** Deletes what is stored about a customer besides records of money. */
async function deletePersonalRows(tx: Transaction, id: number): Promise<void> {
  await clearSecondFactor(tx, id);
  await tx.delete(sessions).where(eq(sessions.customerId, id));
  await tx.delete(mailLinks).where(eq(mailLinks.customerId, id));
  await tx.delete(sentEmails).where(eq(sentEmails.customerId, id));
  await tx.delete(customerNotes).where(eq(customerNotes.customerId, id));
}
