import { hash, verify } from "@node-rs/argon2";
import { and, eq } from "drizzle-orm";
import type { Database } from "@/db/client";
import { customers } from "@/db/schema";
import { type Context, requireCustomer } from "./context";
import { AppError } from "./errors";
import { networkOf } from "./http/network";
import { count, uncount } from "./http/rate-limit";
import { normalizePassword } from "./password-text";
import { inTurn, type PasswordOwner } from "./password-work";

/**
 * Whose turn it is to have a password hashed: the caller's. `isKnown` says of an anonymous one whether they
 * are known all the same.
 */
export function passwordOwner(
  { actor, app, ip }: Context,
  isKnown: PasswordOwner["isKnown"] = () => false,
): PasswordOwner {
  if (actor.kind === "customer") return knownPasswordOwner(actor.publicId);
  return app ? knownPasswordOwner(app.id) : { group: networkOf(ip), isKnown };
}

/** One that goes before strangers. */
export const knownPasswordOwner = (group: string): PasswordOwner => ({
  group,
  isKnown: () => true,
});

/**
 * The argon2id hash of a password that a person chose, in its normalized form. Throws UNAVAILABLE while too
 * many passwords are hashed.
 */
export const hashPassword = (owner: PasswordOwner, password: string): Promise<string> =>
  inTurn(owner, () => hash(normalizePassword(password)));

let decoy: Promise<string> | undefined;

/** `as_typed`: the hash is of the password as it came, from before passwords were normalized. */
export type PasswordMatch = "none" | "normalized" | "as_typed";

/**
 * Compares a password with a hash. Only where its normalized form differs from what came, and doesn't fit,
 * is it tried as it came. Without a hash (no such customer) it takes as long all the same, so that the time
 * doesn't tell which email addresses are known. Throws UNAVAILABLE while too many passwords are hashed.
 */
export async function matchPassword(
  owner: PasswordOwner,
  stored: string | undefined,
  password: string,
): Promise<PasswordMatch> {
  decoy ??= hash("a password that nobody has");
  const hashed = stored ?? (await decoy);
  const normalized = normalizePassword(password);
  const compare = (text: string) => inTurn(owner, () => verify(hashed, text));
  const found: PasswordMatch = (await compare(normalized))
    ? "normalized"
    : normalized !== password && (await compare(password))
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
  owner: PasswordOwner,
  { id, passwordHash }: Stored,
  password: string,
): Promise<string | null> {
  const isTheirs = eq(customers.id, id);
  const [replaced] = await db
    .update(customers)
    .set({ passwordHash: await hashPassword(owner, password) })
    .where(and(isTheirs, eq(customers.passwordHash, passwordHash)))
    .returning({ stored: customers.passwordHash });
  if (replaced) return replaced.stored;
  const [now] = await db.select({ stored: customers.passwordHash }).from(customers).where(isTheirs);
  return (await matchPassword(owner, now?.stored, password)) === "normalized"
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
  const owner = passwordOwner(ctx);
  const match = await matchPassword(owner, row?.stored, password);
  if (match !== "none") await uncount("confirm:session-failures", me.sessionId);
  if (row && match === "normalized") return row.stored;
  if (row && match === "as_typed") {
    const { stored: passwordHash } = row;
    const stored = await storeNormalized(ctx.db, owner, { id: me.id, passwordHash }, password);
    if (stored) return stored;
  }
  throw new AppError("INVALID_CREDENTIALS", "That is not the password you sign in with.");
}
