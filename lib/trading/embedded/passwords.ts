import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { and, eq } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { tradingAccounts } from "@/db/schema";
import { env } from "@/lib/env";
import { hashPassword, knownPasswordOwner, matchPassword } from "@/lib/passwords";

// Only a customer who is signed in comes to the password of an account.
const ownerOf = (login: number) => knownPasswordOwner(`login ${login}`);

const PREFIX = "hmac-sha256:";

// Made once: to derive it takes longer than to hash a password with it.
let key: Buffer | undefined;
const passwordKey = () => {
  key ??= Buffer.from(
    hkdfSync("sha256", env().NEXTAUTH_SECRET, "propdesk", "trading-password", 32),
  );
  return key;
};

/**
 * The stored form of a random password of 60 bits or more: a keyed fast hash will do for what can't
 * be guessed. What a person chose is hashed with argon2id.
 */
export function hashTemporaryPassword(password: string): string {
  return PREFIX + createHmac("sha256", passwordKey()).update(password).digest("base64url");
}

/** Replaces an account's password. */
export async function setPassword(
  db: Executor,
  login: number,
  password: string,
  temporary: boolean,
): Promise<boolean> {
  const passwordHash = temporary
    ? hashTemporaryPassword(password)
    : await hashPassword(ownerOf(login), password);
  const changed = await db
    .update(tradingAccounts)
    .set({ passwordHash, mustChangePassword: temporary })
    .where(eq(tradingAccounts.login, login))
    .returning({ login: tradingAccounts.login });
  return changed.length > 0;
}

/** Whether this is the account's password. An account without one fits none. */
export async function tradingPasswordFits(
  db: Executor,
  login: number,
  password: string,
): Promise<boolean> {
  const [row] = await db
    .select({ stored: tradingAccounts.passwordHash })
    .from(tradingAccounts)
    .where(eq(tradingAccounts.login, login));
  const stored = row?.stored ?? undefined;
  if (!stored?.startsWith(PREFIX)) return ownPasswordFits(db, login, stored, password);
  const given = Buffer.from(hashTemporaryPassword(password));
  const expected = Buffer.from(stored);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Of a password that the trader chose; one from before passwords were normalized is stored anew. */
async function ownPasswordFits(
  db: Executor,
  login: number,
  stored: string | undefined,
  password: string,
): Promise<boolean> {
  const match = await matchPassword(ownerOf(login), stored, password);
  if (stored !== undefined && match === "as_typed") {
    await db
      .update(tradingAccounts)
      .set({ passwordHash: await hashPassword(ownerOf(login), password) })
      .where(and(eq(tradingAccounts.login, login), eq(tradingAccounts.passwordHash, stored)));
  }
  return match !== "none";
}
