import { setTimeout as wait } from "node:timers/promises";
import { and, isNull, sql } from "drizzle-orm";
import { customers } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Context } from "@/lib/context";
import { mail, makeLink } from "@/lib/mail";
import { limitResetEmails } from "./limits";

/** No answer comes before this: how long the work took tells nobody which addresses are known. */
export const ANSWER_MS = 200;

/**
 * Sends a link to a new password to whoever has an account with the address. Anyone can ask for it, so
 * earlier links go on working until one is used or their hour is over. The same for an address that nobody
 * has. Throws RATE_LIMITED.
 */
export async function forgotPassword(ctx: Context, { email }: { email: string }): Promise<void> {
  await limitResetEmails(ctx, email);
  await Promise.all([sendLink(ctx, email), wait(ANSWER_MS)]);
}

async function sendLink({ db }: Context, email: string): Promise<void> {
  const [customer] = await db
    .select({ id: customers.id, email: customers.email })
    .from(customers)
    .where(and(sql`lower(${customers.email}) = ${email}`, isNull(customers.disabledAt)));
  if (!customer) return;
  await inTransaction(db, async (tx) => {
    const linkId = await makeLink(tx, customer, "reset_password");
    await mail(tx, "reset-password", { link_id: linkId });
  });
}
