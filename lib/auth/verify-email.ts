import { and, eq, isNull, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { customers } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { type Context, requireCustomer } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { mail, makeLink, readLink, takeLink } from "@/lib/mail";
import { limitLinks, tryVerificationEmail } from "./limits";

/** Sends a customer the letter that verifies their address, in the transaction of what calls for it. */
export async function sendVerification(
  tx: Transaction,
  customer: { id: number; email: string },
): Promise<void> {
  await mail(tx, "verify-email", { link_id: await makeLink(tx, customer, "verify_email") });
}

/** Sends the signed-in customer another one. Throws RATE_LIMITED, and INVALID_STATE once it is verified. */
export async function sendVerificationAgain(ctx: Context): Promise<void> {
  const me = requireCustomer(ctx);
  if (me.emailVerified) throw new AppError("INVALID_STATE", "This address is verified already.");
  const tooMany = await tryVerificationEmail(ctx, me.email);
  if (tooMany) throw tooMany;
  await inTransaction(ctx.db, (tx) => sendVerification(tx, me));
}

export interface VerificationLink {
  /** The address that the link would verify. */
  email: string;
  /** Whether the account it belongs to is the caller's. */
  isOwn: boolean;
}

/** What a link would verify; null for one that doesn't work. Uses nothing up. */
export async function readVerificationLink(
  { db, actor }: Context,
  token: string,
): Promise<VerificationLink | null> {
  const link = await readLink(db, token, "verify_email");
  if (!link) return null;
  return { email: link.email, isOwn: actor.kind === "customer" && actor.id === link.customerId };
}

const tooLate = () => new AppError("NOT_FOUND", "This link was used already or is too old.");

/**
 * Verifies the signed-in customer's address with the link that was sent to it. A link alone isn't enough:
 * anyone can sign up with anyone's address, and its owner would vouch for their account by one click.
 *
 * Throws UNAUTHENTICATED, FORBIDDEN for the link of another account, which stays unused, NOT_FOUND for a link
 * that doesn't work, and RATE_LIMITED.
 */
export async function verifyEmail(ctx: Context, { token }: { token: string }): Promise<void> {
  const me = requireCustomer(ctx);
  await limitLinks(ctx.ip);
  await inTransaction(ctx.db, async (tx) => {
    const link = await takeLink(tx, token, "verify_email");
    if (!link) throw tooLate();
    if (link.customerId !== me.id) {
      throw new AppError("FORBIDDEN", "This link belongs to another account. Sign in to that one.");
    }
    const verified = await tx
      .update(customers)
      .set({ emailVerifiedAt: sql`coalesce(${customers.emailVerifiedAt}, now())` })
      .where(
        and(eq(customers.id, me.id), eq(customers.email, link.email), isNull(customers.disabledAt)),
      )
      .returning({ id: customers.id });
    if (verified.length === 0) throw tooLate();
  });
}
