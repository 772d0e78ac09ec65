import { createHash, randomBytes } from "node:crypto";
import { and, eq, isNull, sql } from "drizzle-orm";
import type { Executor, Transaction } from "@/db/client";
import { recoveryCodes } from "@/db/schema";

const CODE_COUNT = 10;
// Without letters that are easily mistaken for digits.
const ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ0123456789";
const CODE_LENGTH = 16;

/** `8F3K-Q2MZ-…`: 80 random bits, so that a fast hash is enough. */
function newCode(): string {
  const signs = [...randomBytes(CODE_LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length]);
  return signs.join("").replaceAll(/(.{4})(?=.)/g, "$1-");
}

/** The hash of a code, whatever its case, spaces and hyphens. */
const hashOf = (code: string) =>
  createHash("sha256")
    .update(code.toUpperCase().replaceAll(/[^A-Z0-9]/g, ""))
    .digest("hex");

/** Replaces a customer's recovery codes. Only their hashes are stored. */
export async function replaceRecoveryCodes(tx: Transaction, customerId: number): Promise<string[]> {
  const codes = Array.from({ length: CODE_COUNT }, newCode);
  await deleteRecoveryCodes(tx, customerId);
  await tx
    .insert(recoveryCodes)
    .values(codes.map((code) => ({ customerId, codeHash: hashOf(code) })));
  return codes;
}

export async function deleteRecoveryCodes(tx: Transaction, customerId: number): Promise<void> {
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.customerId, customerId));
}

const unused = (customerId: number) =>
  and(eq(recoveryCodes.customerId, customerId), isNull(recoveryCodes.usedAt));

/** Uses up a recovery code. Returns whether it was valid; of two concurrent calls one gets true. */
export async function takeRecoveryCode(
  db: Executor,
  customerId: number,
  code: string,
): Promise<boolean> {
  const used = await db
    .update(recoveryCodes)
    .set({ usedAt: sql`now()` })
    .where(and(unused(customerId), eq(recoveryCodes.codeHash, hashOf(code))))
    .returning({ customerId: recoveryCodes.customerId });
  return used.length > 0;
}

/** How many unused recovery codes a customer has. */
export const countRecoveryCodes = (db: Executor, customerId: number): Promise<number> =>
  db.$count(recoveryCodes, unused(customerId));
