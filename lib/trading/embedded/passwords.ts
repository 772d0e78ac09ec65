import { createHmac, hkdfSync, pbkdf2Sync, randomBytes, timingSafeEqual } from "node:crypto";
import { and, eq } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { tradingAccounts } from "@/db/schema";
import { hashPassword, matchPassword, recognizedPasswordOwner } from "@/lib/auth";
import { env } from "@/lib/core/env";

// Only signed-in customers get as far as checking an account's password.
const ownerOf = (login: number) => recognizedPasswordOwner(`login ${login}`);

const PREFIX = "pbkdf2-sha256";
const [SALT_BYTES, HASH_BYTES] = [16, 32];
/** A random password of 60 bits takes 2^68 hashes to guess. Each purchase waits for this many. */
const ITERATIONS = 256;

/**
 * The stored form of a random password of 60 bits or more: few iterations are enough for what can't be guessed. A
 * password that a person chose is hashed with argon2id.
 */
export function hashTemporaryPassword(password: string): string {
  const salt = randomBytes(SALT_BYTES);
  const hash = derive(password, salt, ITERATIONS);
  return [PREFIX, ITERATIONS, salt.toString("base64url"), hash.toString("base64url")].join(":");
}

const derive = (password: string, salt: Buffer, iterations: number) =>
  pbkdf2Sync(password, salt, iterations, HASH_BYTES, "sha256");

/** Whether a stored temporary password is this one; null if the stored form is of another kind. */
function matchTemporary(stored: string, password: string): boolean | null {
  if (stored.startsWith(KEYED_PREFIX)) return sameBytes(stored, keyedHash(password));
  const [prefix, iterations, salt = "", hash = ""] = stored.split(":");
  if (prefix !== PREFIX) return null;
  const derived = derive(password, Buffer.from(salt, "base64url"), Number(iterations));
  return sameBytes(hash, derived.toString("base64url"));
}

function sameBytes(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

// Releases before 0.2 stored them with this prefix: a new NEXTAUTH_SECRET invalidates those.
const KEYED_PREFIX = "hmac-sha256:";

function keyedHash(password: string): string {
  const key = hkdfSync("sha256", env().NEXTAUTH_SECRET, "propdesk", "trading-password", 32);
  const hash = createHmac("sha256", Buffer.from(key)).update(password).digest("base64url");
  return KEYED_PREFIX + hash;
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

/** Whether this is the account's password. An account without a password matches none. */
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
  const fits = stored === undefined ? null : matchTemporary(stored, password);
  return fits ?? ownPasswordFits(db, login, stored, password);
}

/** For a password that the trader chose; one hashed before passwords were normalized is hashed again. */
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
