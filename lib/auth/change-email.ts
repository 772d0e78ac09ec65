import { and, eq, isNull, sql } from "drizzle-orm";
import { violatedUnique } from "@/db/errors";
import { customers } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { type Context, requireCustomer } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import {
  consumeLink,
  createLink,
  isEmailEnabled,
  queueEmail,
  readLink,
  revokeLinks,
} from "@/lib/mail";
import { limitEmailRequests, limitLinks, tryVerificationEmail } from "./limits";
import { lockOwnRow } from "./lock-own-row";
import { endOtherSessions } from "./own-sessions";
import { confirmPassword } from "./passwords";
import type { ChangeEmailInput } from "./schemas";

/**
 * Sends a link to the new address of the calling customer. The address changes when the customer opens the link and
 * confirms; a newer request invalidates the link of an earlier one. Throws INVALID_CREDENTIALS for the password,
 * EMAIL_TAKEN, INVALID_REQUEST for the present address, INVALID_STATE where no email is sent, and RATE_LIMITED.
 */
export async function requestEmailChange(ctx: Context, input: ChangeEmailInput): Promise<void> {
  const caller = requireCustomer(ctx);
  const { email, password } = input;
  if (!isEmailEnabled()) {
    throw new AppError("INVALID_STATE", "The address can't be changed: no emails are sent here.");
  }
  const confirmed = await confirmPassword(ctx, password);
  if (email === caller.email) {
    const message = "This is already your email address";
    throw new AppError("INVALID_REQUEST", message, { fields: [{ path: "email", message }] });
  }
  // Counted before it is looked up, and by network, whatever the address and the session: nobody can find out addresses, or
  // have emails sent to them, faster than by signing up.
  await limitEmailRequests(ctx.ip);
  const tooMany = await tryVerificationEmail(ctx, email);
  if (tooMany) throw tooMany;
  if (await isTaken(ctx, email)) throw emailTaken();
  await inTransaction(ctx.db, async (tx) => {
    await lockOwnRow(tx, caller, confirmed);
    await revokeLinks(tx, caller.id, "change_email");
    const link = { id: caller.id, email, replacesEmail: caller.email };
    await queueEmail(tx, "change-email", { link_id: await createLink(tx, link, "change_email") });
  });
}

const isTaken = async ({ db }: Context, email: string): Promise<boolean> =>
  (await db.$count(customers, sql`lower(${customers.email}) = ${email}`)) > 0;

const emailTaken = () =>
  new AppError("EMAIL_TAKEN", "An account with this email already exists. Use another address.");

export interface EmailChangeLink {
  /** The new address. */
  email: string;
  /** Whether the link belongs to the caller's account. */
  isOwn: boolean;
}

/** Reads a link that changes an address; null if it is invalid. Doesn't use it up. */
export async function readEmailChangeLink(
  { db, actor }: Context,
  token: string,
): Promise<EmailChangeLink | null> {
  const link = await readLink(db, token, "change_email");
  if (!link) return null;
  return { email: link.email, isOwn: actor.kind === "customer" && actor.id === link.customerId };
}

const linkInvalid = () =>
  new AppError("NOT_FOUND", "This link has expired or was already used. Request a new one.");

/**
 * Changes the signed-in customer's address to the one that the link was sent to, which is then verified. The link alone
 * isn't enough: whoever gets it by a mistyped address could take over the account. Ends the customer's other sessions
 * and invalidates other links, and notifies the address before.
 *
 * Throws UNAUTHENTICATED, FORBIDDEN for the link of another account, which stays unused, NOT_FOUND for an invalid link,
 * EMAIL_TAKEN if a customer has signed up with the address since, and RATE_LIMITED.
 */
export async function changeEmail(ctx: Context, { token }: { token: string }): Promise<void> {
  const caller = requireCustomer(ctx);
  await limitLinks(ctx.ip);
  await inTransaction(ctx.db, async (tx) => {
    const link = await consumeLink(tx, token, "change_email");
    if (!link?.replacesEmail) throw linkInvalid();
    if (link.customerId !== caller.id) {
      throw new AppError(
        "FORBIDDEN",
        "This link belongs to a different account. Sign in to that one.",
      );
    }
    await lockOwnRow(tx, caller);
    const changed = await tx
      .update(customers)
      .set({ email: link.email, emailVerifiedAt: sql`now()` })
      .where(
        and(
          eq(customers.id, caller.id),
          eq(customers.email, link.replacesEmail),
          isNull(customers.disabledAt),
        ),
      )
      .returning({ id: customers.id })
      .catch((error: unknown) => {
        throw violatedUnique(error) ? emailTaken() : error;
      });
    if (changed.length === 0) throw linkInvalid();
    await endOtherSessions(tx, caller);
    for (const purpose of ["change_email", "reset_password", "verify_email"] as const) {
      await revokeLinks(tx, caller.id, purpose);
    }
    await queueEmail(tx, "email-changed", { link_id: link.id });
  });
}
