import { and, eq, gt, isNull, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { customers, mailLinks } from "@/db/schema";
import { hashOf, tokenOf } from "./links";

/**
 * A link that still works, with its token, and who asked for it; null where a letter would be of no
 * use: it was used, is too old, the address is another by now, or the customer was disabled.
 */
export async function readLetterLink(db: Database, id: string) {
  const [row] = await db
    .select({ customer: customers, tokenHash: mailLinks.tokenHash })
    .from(mailLinks)
    .innerJoin(customers, eq(customers.id, mailLinks.customerId))
    .where(
      and(
        eq(mailLinks.id, id),
        isNull(mailLinks.usedAt),
        gt(mailLinks.expiresAt, sql`now()`),
        isNull(customers.disabledAt),
        eq(mailLinks.email, customers.email),
      ),
    );
  if (!row) return null;
  const token = tokenOf(id);
  // NEXTAUTH_SECRET is another one since the link was made: it works by the new token from now on.
  if (row.tokenHash !== hashOf(token)) {
    await db
      .update(mailLinks)
      .set({ tokenHash: hashOf(token) })
      .where(eq(mailLinks.id, id));
  }
  return { customer: row.customer, token };
}
