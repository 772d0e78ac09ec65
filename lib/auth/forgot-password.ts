import { setTimeout as wait } from "node:timers/promises";
import { and, isNull, sql } from "drizzle-orm";
import { customers } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Context } from "@/lib/core/context";
import { createLink, queueEmail } from "@/lib/mail";
import { limitResetEmails, tryUnverifiedResetEmail } from "./limits";

/** No response is sent before this, so that its time doesn't tell which addresses have accounts. */
export const RESPONSE_MS = 200;

/**
 * Sends a link to set a new password to the customer with an email address. Anyone can request it, so earlier links
 * stay valid until one is used or their hour is over. Behaves the same without such a customer. Throws RATE_LIMITED.
 */
export async function forgotPassword(ctx: Context, { email }: { email: string }): Promise<void> {
  const isRecognized = await limitResetEmails(ctx, email);
  await Promise.all([sendLink(ctx, email, isRecognized), wait(RESPONSE_MS)]);
}

async function sendLink(ctx: Context, email: string, isRecognized: boolean): Promise<void> {
  const { db, log } = ctx;
  const [customer] = await db
    .select()
    .from(customers)
    .where(and(sql`lower(${customers.email}) = ${email}`, isNull(customers.disabledAt)));
  if (!customer) return;
  // Not in the response: it would tell that the address has an account.
  if (
    !customer.emailVerifiedAt &&
    (await tryUnverifiedResetEmail(ctx, customer.email, isRecognized))
  ) {
    log.info({ user_id: customer.publicId }, "forgot_password.not_sent");
    return;
  }
  await inTransaction(db, async (tx) => {
    const linkId = await createLink(tx, customer, "reset_password");
    await queueEmail(tx, "reset-password", { link_id: linkId });
  });
}
