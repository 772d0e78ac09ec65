import { createHash, randomBytes } from "node:crypto";
import { and, eq, isNull, sql } from "drizzle-orm";
import type { Executor, Transaction } from "@/db/client";
import { recoveryCodes } from "@/db/schema";

const HOW_MANY = 10;
// No letter or digit that is taken for another one.
const ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ0123456789";
const LENGTH = 16;

/** `8F3K-Q2MZ-…`: 80 random bits, so that a fast hash is enough. */
function newCode(): string {
  const signs = [...randomBytes(LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length]);
  return signs.join("").replaceAll(/(.{4})(?=.)/g, "$1-");
}

/** However it was typed. */
const hashOf = (code: string) =>
  createHash("sha256")
    .update(code.toUpperCase().replaceAll(/[^A-Z0-9]/g, ""))
    .digest("hex");

/** Gives a customer new recovery codes in place of all before. They can be shown this once. */
export async function replaceRecoveryCodes(tx: Transaction, customerId: number): Promise<string[]> {
  const codes = Array.from({ length: HOW_MANY }, newCode);
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

/** Uses a recovery code up. Of two at once one is right. */
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

/** How many are left. */
export const countRecoveryCodes = (db: Executor, customerId: number): Promise<number> =>
  db.$count(recoveryCodes, unused(customerId));
