import { and, eq } from "drizzle-orm";
import type { Database } from "@/db/client";
import { customers } from "@/db/schema";
import { type Context, requireCustomer } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { normalizePassword } from "@/lib/core/password-text";
import { type PasswordOwner, queuePasswordWork } from "@/lib/core/password-work";
import { networkOf } from "@/lib/http/network";
import { count, uncount } from "@/lib/http/rate-limit";

/**
 * The caller as the owner of password work. `isRecognized` says whether an anonymous caller is a customer who has
 * signed in before.
 */
export function passwordOwner(
  { actor, app, ip }: Context,
  isRecognized: PasswordOwner["isRecognized"] = () => false,
): PasswordOwner {
  if (actor.kind === "customer") return recognizedPasswordOwner(actor.publicId);
  return app ? recognizedPasswordOwner(app.id) : { group: networkOf(ip), isRecognized };
}

/** An owner of password work who goes before strangers. */
export const recognizedPasswordOwner = (group: string): PasswordOwner => ({
  group,
  isRecognized: () => true,
});

/** Loaded by the first password: most commands and workers meet none. */
export const argon2 = () => import("@node-rs/argon2");

/** The argon2id hash of a new password, in its normalized form. Throws UNAVAILABLE while too many are queued. */
export const hashPassword = (owner: PasswordOwner, password: string): Promise<string> =>
  queuePasswordWork(owner, async () => (await argon2()).hash(normalizePassword(password)));

let decoyHash: Promise<string> | undefined;

/** `as_typed`: the hash is of the password as typed, from before passwords were normalized. */
export type PasswordMatch = "none" | "normalized" | "as_typed";

/**
 * Compares a password with a hash: its normalized form first, then the password as typed if that differs. Without a
 * hash (no such customer) it takes as long, so that the time doesn't tell which email addresses have accounts. Throws
 * UNAVAILABLE while too many are queued.
 */
export async function matchPassword(
  owner: PasswordOwner,
  stored: string | undefined,
  password: string,
): Promise<PasswordMatch> {
  decoyHash ??= argon2().then(({ hash }) => hash("a password of no account"));
  const hashed = stored ?? (await decoyHash);
  const normalized = normalizePassword(password);
  const compare = (text: string) =>
    queuePasswordWork(owner, async () => (await argon2()).verify(hashed, text));
  const match: PasswordMatch = (await compare(normalized))
    ? "normalized"
    : normalized !== password && (await compare(password))
      ? "as_typed"
      : "none";
  return stored === undefined ? "none" : match;
}

interface Stored {
  id: number;
  passwordHash: string;
}

/**
 * Replaces the hash of a password that matched as typed by the hash of its normalized form. Returns the stored hash,
 * which may be that of a concurrent request; null if the password was changed concurrently.
 */
export async function storeNormalized(
  db: Database,
  owner: PasswordOwner,
  { id, passwordHash }: Stored,
  password: string,
): Promise<string | null> {
  const byId = eq(customers.id, id);
  const [replaced] = await db
    .update(customers)
    .set({ passwordHash: await hashPassword(owner, password) })
    .where(and(byId, eq(customers.passwordHash, passwordHash)))
    .returning({ stored: customers.passwordHash });
  if (replaced) return replaced.stored;
  const [current] = await db.select({ stored: customers.passwordHash }).from(customers).where(byId);
  return (await matchPassword(owner, current?.stored, password)) === "normalized"
    ? (current?.stored ?? null)
    : null;
}

/**
 * Checks the password of the signed-in customer again. Resolves with the stored hash, for `lockOwnRow`. Throws
 * INVALID_CREDENTIALS and RATE_LIMITED.
 */
export async function confirmPassword(ctx: Context, password: string): Promise<string> {
  const caller = requireCustomer(ctx);
  await count("confirm:session", caller.sessionId);
  await count("confirm:session-failures", caller.sessionId);
  const [row] = await ctx.db
    .select({ stored: customers.passwordHash })
    .from(customers)
    .where(eq(customers.id, caller.id));
  const owner = passwordOwner(ctx);
  const match = await matchPassword(owner, row?.stored, password);
  if (match !== "none") await uncount("confirm:session-failures", caller.sessionId);
  if (row && match === "normalized") return row.stored;
  if (row && match === "as_typed") {
    const { stored: passwordHash } = row;
    const stored = await storeNormalized(ctx.db, owner, { id: caller.id, passwordHash }, password);
    if (stored) return stored;
  }
  throw new AppError("INVALID_CREDENTIALS", "Incorrect password.");
}
