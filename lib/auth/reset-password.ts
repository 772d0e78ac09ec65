import { and, eq, isNull, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { customers } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { consumeLink, queueEmail, readLink, revokeLinks } from "@/lib/mail";
import { enqueue } from "@/lib/queue/enqueue";
import { limitLinks, resetSignInCounts } from "./limits";
import { endAllSessions } from "./own-sessions";
import { hashPassword, passwordOwner } from "./passwords";
import type { ResetPasswordInput } from "./schemas";
import { clearSecondFactor } from "./second-factor";

const linkInvalid = () =>
  new AppError("NOT_FOUND", "This link has expired or was already used. Request a new one.");

/** Whether the token of a reset link is valid. Doesn't use it up. */
export const canReset = async ({ db }: Context, token: string): Promise<boolean> =>
  (await readLink(db, token, "reset_password")) !== null;

/**
 * Sets a new password with the token of an emailed link. All sessions end, and the email address becomes verified.
 * The second factor stays, unless the address wasn't verified before: then anyone may have signed up with it, and
 * what they set is cleared (second factor, recovery codes, name, passwords of trading accounts). Devices and networks
 * of earlier sign-ins aren't recognized any more: see `recognizeCaller`. Throws NOT_FOUND for an invalid link, and
 * RATE_LIMITED.
 */
export async function resetPassword(ctx: Context, input: ResetPasswordInput): Promise<void> {
  await limitLinks(ctx.ip);
  // Hashing is costly: first check that the token exists.
  if (!(await canReset(ctx, input.token))) throw linkInvalid();
  const passwordHash = await hashPassword(passwordOwner(ctx), input.new_password);
  const email = await inTransaction(ctx.db, async (tx) => {
    const link = await consumeLink(tx, input.token, "reset_password");
    if (!link) throw linkInvalid();
    const byLink = and(
      eq(customers.id, link.customerId),
      eq(customers.email, link.email),
      isNull(customers.disabledAt),
    );
    const [customer] = await tx.select().from(customers).where(byLink).for("no key update");
    if (!customer) throw linkInvalid();
    await tx
      .update(customers)
      .set({
        passwordHash,
        emailVerifiedAt: sql`coalesce(${customers.emailVerifiedAt}, now())`,
      })
      .where(eq(customers.id, customer.id));
    if (!customer.emailVerifiedAt) await clearUnverifiedData(tx, customer);
    await endAllSessions(tx, customer.id);
    await revokeLinks(tx, customer.id, "reset_password");
    await revokeLinks(tx, customer.id, "change_email");
    await queueEmail(tx, "password-changed", { user_id: customer.publicId });
    return customer.email;
  });
  await resetSignInCounts(ctx, email);
}

type Customer = typeof customers.$inferSelect;

/** Clears what was set before the address was verified. Not for admins: the firm created them, and access to the
 * mailbox alone must not remove their second factor. */
async function clearUnverifiedData(tx: Transaction, { id, role }: Customer): Promise<void> {
  if (role === "admin") return;
  await clearSecondFactor(tx, id);
  // The database's clock, which the opening times of accounts come from too.
  const clock = sql`clock_timestamp()`.mapWith(customers.createdAt);
  const [cleared] = await tx
    .update(customers)
    .set({ name: null })
    .where(eq(customers.id, id))
    .returning({ at: clock });
  if (!cleared) throw new Error(`customer ${id} is gone`);
  await enqueue(tx, "replace-trading-passwords", {
    customer_id: id,
    opened_before: cleared.at.toISOString(),
  });
}
