import { and, eq, isNull, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { customers } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { enqueue } from "@/lib/jobs/enqueue";
import { endLinks, mail, readLink, takeLink } from "@/lib/mail";
import { hashPassword, passwordOwner } from "@/lib/passwords";
import { forgiveSignIn, limitLinks } from "./limits";
import { endAllSessions } from "./own-sessions";
import type { ResetPasswordInput } from "./schemas";
import { clearSecondFactor } from "./second-factor";

const tooLate = () =>
  new AppError("NOT_FOUND", "This link was used already or is too old. Ask for a new one.");

/** Whether a link of an e-mail still leads to a new password. Uses nothing up. */
export const canReset = async ({ db }: Context, token: string): Promise<boolean> =>
  (await readLink(db, token, "reset_password")) !== null;

/**
 * Sets a new password with the token of an email. All sessions end, and the address is verified by it. The
 * second factor stays, except where the address was never verified before: then whoever signed up with it
 * may have been anyone, and what they set is cleared (second factor, recovery codes, name, passwords of
 * trading accounts). Devices and networks from which they signed in aren't known any more: see `knownFrom`.
 * Throws NOT_FOUND for a link that doesn't work, and RATE_LIMITED.
 */
export async function resetPassword(ctx: Context, input: ResetPasswordInput): Promise<void> {
  await limitLinks(ctx.ip);
  // A hash is costly: none for a token of anybody's fancy.
  if (!(await canReset(ctx, input.token))) throw tooLate();
  const passwordHash = await hashPassword(passwordOwner(ctx), input.new_password);
  const email = await inTransaction(ctx.db, async (tx) => {
    const link = await takeLink(tx, input.token, "reset_password");
    if (!link) throw tooLate();
    const isTheirs = and(
      eq(customers.id, link.customerId),
      eq(customers.email, link.email),
      isNull(customers.disabledAt),
    );
    const [customer] = await tx.select().from(customers).where(isTheirs).for("no key update");
    if (!customer) throw tooLate();
    await tx
      .update(customers)
      .set({
        passwordHash,
        emailVerifiedAt: sql`coalesce(${customers.emailVerifiedAt}, now())`,
      })
      .where(eq(customers.id, customer.id));
    if (!customer.emailVerifiedAt) await clearWhatAnyoneSet(tx, customer);
    await endAllSessions(tx, customer.id);
    await endLinks(tx, customer.id, "reset_password");
    await mail(tx, "password-changed", { user_id: customer.publicId });
    return customer.email;
  });
  await forgiveSignIn(ctx, email);
}

type Customer = typeof customers.$inferSelect;

/** An admin was made by the firm, whoever's mailbox it is: a mailbox alone doesn't take their second factor. */
async function clearWhatAnyoneSet(tx: Transaction, { id, role }: Customer): Promise<void> {
  if (role === "admin") return;
  await clearSecondFactor(tx, id);
  // By the database's clock, as the times at which accounts were opened are.
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
