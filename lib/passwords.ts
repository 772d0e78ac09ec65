import { hash, verify } from "@node-rs/argon2";
import { and, eq } from "drizzle-orm";
import type { Database } from "@/db/client";
import { customers } from "@/db/schema";
import { type Context, requireCustomer } from "./context";
import { AppError } from "./errors";
import { count, uncount } from "./http/rate-limit";
import { normalizePassword } from "./password-text";
import { inTurn } from "./password-work";

/** The argon2id hash of a password that a person chose, in its normalized form. */
export const hashPassword = (password: string): Promise<string> =>
  inTurn(() => hash(normalizePassword(password)));

const compare = (stored: string, password: string) => inTurn(() => verify(stored, password));

let decoy: Promise<string> | undefined;

/** `as_typed`: the hash is of the password as it came, from before passwords were normalized. */
export type PasswordMatch = "none" | "normalized" | "as_typed";

/**
 * Compares a password with a hash. Only where its normalized form differs from what came, and doesn't fit,
 * is it tried as it came. Without a hash (no such customer) it takes as long all the same, so that the time
 * doesn't tell which email addresses are known.
 */
export async function matchPassword(
  stored: string | undefined,
  password: string,
): Promise<PasswordMatch> {
  decoy ??= hash("a password that nobody has");
  const hashed = stored ?? (await decoy);
  const normalized = normalizePassword(password);
  const found: PasswordMatch = (await compare(hashed, normalized))
    ? "normalized"
    : normalized !== password && (await compare(hashed, password))
      ? "as_typed"
      : "none";
  return stored === undefined ? "none" : found;
}

interface Stored {
  id: number;
  passwordHash: string;
}

/**
 * Stores a customer's password, which matched as typed, under the hash of its normalized form. Returns the
 * hash that is stored now: another request may have done it first. Null where the password was changed
 * concurrently.
 */
export async function storeNormalized(
  db: Database,
  { id, passwordHash }: Stored,
  password: string,
): Promise<string | null> {
  const isTheirs = eq(customers.id, id);
  const [replaced] = await db
    .update(customers)
    .set({ passwordHash: await hashPassword(password) })
    .where(and(isTheirs, eq(customers.passwordHash, passwordHash)))
    .returning({ stored: customers.passwordHash });
  if (replaced) return replaced.stored;
  const [now] = await db.select({ stored: customers.passwordHash }).from(customers).where(isTheirs);
  return (await matchPassword(now?.stored, password)) === "normalized"
    ? (now?.stored ?? null)
    : null;
}

/**
 * Asks the signed-in customer for their own password again. Answers with the hash that it fits, to look
 * at again under a lock. Throws INVALID_CREDENTIALS and RATE_LIMITED.
 */
export async function confirmPassword(ctx: Context, password: string): Promise<string> {
  const me = requireCustomer(ctx);
  await count("confirm:session", me.sessionId);
  await count("confirm:session-failures", me.sessionId);
  const [row] = await ctx.db
    .select({ stored: customers.passwordHash })
    .from(customers)
    .where(eq(customers.id, me.id));
  const match = await matchPassword(row?.stored, password);
  if (match !== "none") await uncount("confirm:session-failures", me.sessionId);
  if (row && match === "normalized") return row.stored;
  if (row && match === "as_typed") {
    const stored = await storeNormalized(ctx.db, { id: me.id, passwordHash: row.stored }, password);
    if (stored) return stored;
  }
  throw new AppError("INVALID_CREDENTIALS", "That is not the password you sign in with.");
}
