import { setTimeout as wait } from "node:timers/promises";
import { and, isNull, sql } from "drizzle-orm";
import { customers } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Context } from "@/lib/context";
import { limitLetters } from "@/lib/http/rate-limit";
import { endLinks, mail, makeLink } from "@/lib/mail";

/** No answer comes before this: how long the work took tells nobody which addresses are known. */
export const ANSWER_MS = 200;

/**
 * Sends a link to a new password to whoever has an account with the address; links before it end.
 * The same for an address that nobody has. Throws RATE_LIMITED.
 */
export async function forgotPassword(ctx: Context, { email }: { email: string }): Promise<void> {
  await limitLetters(ctx.ip, email);
  await Promise.all([sendLink(ctx, email), wait(ANSWER_MS)]);
}

async function sendLink({ db }: Context, email: string): Promise<void> {
  const [customer] = await db
    .select({ id: customers.id, email: customers.email })
    .from(customers)
    .where(and(sql`lower(${customers.email}) = ${email}`, isNull(customers.disabledAt)));
  if (!customer) return;
  await inTransaction(db, async (tx) => {
    await endLinks(tx, customer.id, "reset_password");
    const linkId = await makeLink(tx, customer, "reset_password");
    await mail(tx, "reset-password", { link_id: linkId });
  });
}
