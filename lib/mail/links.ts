import { createHash, createHmac, hkdfSync } from "node:crypto";
import { and, eq, gt, isNull, sql } from "drizzle-orm";
import type { Executor, Transaction } from "@/db/client";
import { mailLinks } from "@/db/schema";
import { env } from "@/lib/core/env";
import { newId } from "@/lib/core/ids";

export type LinkPurpose = (typeof mailLinks.$inferSelect)["purpose"];

const HOUR_MS = 3_600_000;
/** How long a link is valid. The time to reset is short: whoever reads the mailbox could take over the account. */
const lifetimes: Record<LinkPurpose, number> = {
  verify_email: 48 * HOUR_MS,
  reset_password: HOUR_MS,
  change_email: 24 * HOUR_MS,
};

/**
 * The token of a link, derived from its id and NEXTAUTH_SECRET: an email that is composed again has the same
 * token, no job contains it, and the database has only its hash.
 */
export function deriveToken(linkId: string): string {
  const key = hkdfSync("sha256", env().NEXTAUTH_SECRET, "propdesk", "mail-link", 32);
  return createHmac("sha256", Buffer.from(key)).update(linkId).digest("base64url");
}

/** The hash of a token, which is stored instead of the token. */
export const hashToken = (token: string) => createHash("sha256").update(token).digest("hex");

interface LinkOwner {
  id: number;
  /** The address that the link is sent to. */
  email: string;
  /** The address that it replaces, if it changes the address. */
  replacesEmail?: string;
}

/** Creates a link for an email to a customer, in the transaction that queues the email. Returns its id. */
export async function createLink(
  tx: Transaction,
  { id: customerId, email, replacesEmail }: LinkOwner,
  purpose: LinkPurpose,
): Promise<string> {
  const id = newId("lnk");
  const tokenHash = hashToken(deriveToken(id));
  const expiresAt = new Date(Date.now() + lifetimes[purpose]);
  await tx
    .insert(mailLinks)
    .values({ id, customerId, purpose, email, replacesEmail, tokenHash, expiresAt });
  return id;
}

const isValid = (token: string, purpose: LinkPurpose) =>
  and(
    eq(mailLinks.tokenHash, hashToken(token)),
    eq(mailLinks.purpose, purpose),
    isNull(mailLinks.usedAt),
    gt(mailLinks.expiresAt, sql`now()`),
  );

const owner = {
  id: mailLinks.id,
  customerId: mailLinks.customerId,
  email: mailLinks.email,
  replacesEmail: mailLinks.replacesEmail,
};

/** The customer of a valid link and the address it was sent to; null if it is not valid. Doesn't use it up. */
export async function readLink(db: Executor, token: string, purpose: LinkPurpose) {
  const [link] = await db.select(owner).from(mailLinks).where(isValid(token, purpose));
  return link ?? null;
}

/** The same, and uses the link up: of two concurrent calls one gets it. */
export async function consumeLink(tx: Transaction, token: string, purpose: LinkPurpose) {
  const [link] = await tx
    .update(mailLinks)
    .set({ usedAt: sql`now()` })
    .where(isValid(token, purpose))
    .returning(owner);
  return link ?? null;
}

/** Invalidates all links of a customer for a purpose. */
export async function revokeLinks(
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
