import { createHash, createHmac, hkdfSync } from "node:crypto";
import { and, eq, gt, isNull, sql } from "drizzle-orm";
import type { Executor, Transaction } from "@/db/client";
import { mailLinks } from "@/db/schema";
import { env } from "@/lib/env";
import { newId } from "@/lib/ids";

export type LinkPurpose = (typeof mailLinks.$inferSelect)["purpose"];

const HOUR_MS = 3_600_000;
/** How long a link works. Whoever reads the mailbox can take the account over with a reset: that is short. */
const lives: Record<LinkPurpose, number> = { verify_email: 48 * HOUR_MS, reset_password: HOUR_MS };

/**
 * A link's token follows from its id and our own secret: a letter that is written again carries the
 * same one, no job has to hold it, and who reads the database has only its hash.
 */
export function tokenOf(linkId: string): string {
  const key = hkdfSync("sha256", env().NEXTAUTH_SECRET, "propdesk", "mail-link", 32);
  return createHmac("sha256", Buffer.from(key)).update(linkId).digest("base64url");
}

/** What is stored of a token. */
export const hashOf = (token: string) => createHash("sha256").update(token).digest("hex");

/** Makes a link for a letter to a customer, in the transaction that enqueues it. Answers its id. */
export async function makeLink(
  tx: Transaction,
  customer: { id: number; email: string },
  purpose: LinkPurpose,
): Promise<string> {
  const id = newId("lnk");
  const tokenHash = hashOf(tokenOf(id));
  const expiresAt = new Date(Date.now() + lives[purpose]);
  const { id: customerId, email } = customer;
  await tx.insert(mailLinks).values({ id, customerId, purpose, email, tokenHash, expiresAt });
  return id;
}

const works = (token: string, purpose: LinkPurpose) =>
  and(
    eq(mailLinks.tokenHash, hashOf(token)),
    eq(mailLinks.purpose, purpose),
    isNull(mailLinks.usedAt),
    gt(mailLinks.expiresAt, sql`now()`),
  );

const whose = { customerId: mailLinks.customerId, email: mailLinks.email };

/** Whose a link is that still works, and the address it was sent to; null for any other. Uses nothing up. */
export async function readLink(db: Executor, token: string, purpose: LinkPurpose) {
  const [link] = await db.select(whose).from(mailLinks).where(works(token, purpose));
  return link ?? null;
}

/** The same, and from now on it works no more: of two at once one gets it. */
export async function takeLink(tx: Transaction, token: string, purpose: LinkPurpose) {
  const [link] = await tx
    .update(mailLinks)
    .set({ usedAt: sql`now()` })
    .where(works(token, purpose))
    .returning(whose);
  return link ?? null;
}

/** From now on none of a customer's links of that purpose works any more. */
export async function endLinks(
  tx: Transaction,
  customerId: number,
  purpose: LinkPurpose,
): Promise<void> {
  await tx
    .update(mailLinks)
    .set({ expiresAt: sql`now()` })
    .where(
      and(
        eq(mailLinks.customerId, customerId),
        eq(mailLinks.purpose, purpose),
        isNull(mailLinks.usedAt),
        gt(mailLinks.expiresAt, sql`now()`),
      ),
    );
}
