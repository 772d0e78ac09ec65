import { setTimeout as wait } from "node:timers/promises";
import { and, isNull, sql } from "drizzle-orm";
import { customers } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Context } from "@/lib/context";
import { mail, makeLink } from "@/lib/mail";
import { limitResetEmails, tryUnverifiedResetEmail } from "./limits";

/** No answer comes before this: how long the work took tells nobody which addresses are known. */
export const ANSWER_MS = 200;

/**
 * Sends a link to a new password to whoever has an account with the address. Anyone can ask for it, so
 * earlier links go on working until one is used or their hour is over. The same for an address that nobody
 * has. Throws RATE_LIMITED.
 */
export async function forgotPassword(ctx: Context, { email }: { email: string }): Promise<void> {
  const isKnown = await limitResetEmails(ctx, email);
  await Promise.all([sendLink(ctx, email, isKnown), wait(ANSWER_MS)]);
}

async function sendLink(ctx: Context, email: string, isKnown: boolean): Promise<void> {
  const { db, log } = ctx;
  const [customer] = await db
    .select()
    .from(customers)
    .where(and(sql`lower(${customers.email}) = ${email}`, isNull(customers.disabledAt)));
  if (!customer) return;
  // Nothing is answered of it: that would tell that somebody has the address.
  if (!customer.emailVerifiedAt && (await tryUnverifiedResetEmail(ctx, customer.email, isKnown))) {
    log.info({ user_id: customer.publicId }, "forgot_password.not_sent");
    return;
  }
  await inTransaction(db, async (tx) => {
    const linkId = await makeLink(tx, customer, "reset_password");
    await mail(tx, "reset-password", { link_id: linkId });
  });
}
