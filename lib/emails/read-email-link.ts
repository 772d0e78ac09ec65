import { and, eq, gt, isNotNull, isNull, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { customers, mailLinks } from "@/db/schema";
import { deriveToken, hashToken } from "@/lib/mail";

/**
 * A valid link with its token and its customer; null if it was used, has expired, was created for an earlier
 * address, or its customer is disabled.
 */
export async function readEmailLink(db: Database, id: string) {
  const [row] = await db
    .select({ customer: customers, link: mailLinks })
    .from(mailLinks)
    .innerJoin(customers, eq(customers.id, mailLinks.customerId))
    .where(
      and(
        eq(mailLinks.id, id),
        isNull(mailLinks.usedAt),
        gt(mailLinks.expiresAt, sql`now()`),
        isNull(customers.disabledAt),
        eq(customers.email, sql`coalesce(${mailLinks.replacesEmail}, ${mailLinks.email})`),
      ),
    );
  if (!row) return null;
  const token = deriveToken(id);
  // NEXTAUTH_SECRET was replaced after the link was created: from now on the new token is valid.
  if (row.link.tokenHash !== hashToken(token)) {
    await db
      .update(mailLinks)
      .set({ tokenHash: hashToken(token) })
      .where(eq(mailLinks.id, id));
  }
  return { customer: row.customer, email: row.link.email, token };
}

/** A link that changed its customer's address, with the customer; null if it wasn't used. */
export async function readUsedLink(db: Database, id: string) {
  const [row] = await db
    .select({ customer: customers, link: mailLinks })
    .from(mailLinks)
    .innerJoin(customers, eq(customers.id, mailLinks.customerId))
    .where(and(eq(mailLinks.id, id), isNotNull(mailLinks.usedAt)));
  return row ?? null;
}
