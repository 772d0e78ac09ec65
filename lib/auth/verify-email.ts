import { and, eq, isNull, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { customers } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { type Context, requireCustomer } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { consumeLink, createLink, queueEmail, readLink } from "@/lib/mail";
import { limitLinks, tryVerificationEmail } from "./limits";

/** Queues the email that verifies a customer's address, in the caller's transaction. */
export async function sendVerification(
  tx: Transaction,
  customer: { id: number; email: string },
): Promise<void> {
  await queueEmail(tx, "verify-email", { link_id: await createLink(tx, customer, "verify_email") });
}

/** Sends the signed-in customer another such email. Throws RATE_LIMITED, and INVALID_STATE if the address is verified. */
export async function sendVerificationAgain(ctx: Context): Promise<void> {
  const caller = requireCustomer(ctx);
  if (caller.emailVerified) throw new AppError("INVALID_STATE", "This email is already verified.");
  const tooMany = await tryVerificationEmail(ctx, caller.email);
  if (tooMany) throw tooMany;
  await inTransaction(ctx.db, (tx) => sendVerification(tx, caller));
}

export interface VerificationLink {
  /** The address that the link verifies. */
  email: string;
  /** Whether the link belongs to the caller's account. */
  isOwn: boolean;
}

/** Reads a verification link; null if it is invalid. Doesn't use it up. */
export async function readVerificationLink(
  { db, actor }: Context,
  token: string,
): Promise<VerificationLink | null> {
  const link = await readLink(db, token, "verify_email");
  if (!link) return null;
  return { email: link.email, isOwn: actor.kind === "customer" && actor.id === link.customerId };
}

const linkInvalid = () =>
  new AppError("NOT_FOUND", "This link has expired or was already used. Request a new one.");

/**
 * Verifies the signed-in customer's address with the link that was sent to it. The link alone isn't enough: anyone can
 * sign up with another's address, and its owner would verify that stranger's account by one click.
 *
 * Throws UNAUTHENTICATED, FORBIDDEN for the link of another account, which stays unused, NOT_FOUND for an invalid
 * link, and RATE_LIMITED.
 */
export async function verifyEmail(ctx: Context, { token }: { token: string }): Promise<void> {
  const caller = requireCustomer(ctx);
  await limitLinks(ctx.ip);
  await inTransaction(ctx.db, async (tx) => {
    const link = await consumeLink(tx, token, "verify_email");
    if (!link) throw linkInvalid();
    if (link.customerId !== caller.id) {
      throw new AppError(
        "FORBIDDEN",
        "This link belongs to a different account. Sign in to that one.",
      );
    }
    const verified = await tx
      .update(customers)
      .set({ emailVerifiedAt: sql`coalesce(${customers.emailVerifiedAt}, now())` })
      .where(
        and(
          eq(customers.id, caller.id),
          eq(customers.email, link.email),
          isNull(customers.disabledAt),
        ),
      )
      .returning({ id: customers.id });
    if (verified.length === 0) throw linkInvalid();
  });
}
